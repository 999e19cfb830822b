from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from library.desk.choosing import choose_picture, picture_thumbnail, picture_use
from library.desk.leaving import LeavingPages
from library.desk.listing import PictureList
from library.desk.picture_page import PicturePage
from library.desk.receiving import receive_picture
from library.desk.uploading import UploadPages
from library.desk.work import WorkPage


class PictureAdmin(UploadPages, LeavingPages, WorkPage, PictureList, PicturePage):
    """The library: what there is, what it lacks, where it is used."""

    actions = ["file_into", "write_texts", "remove_selected"]

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("choose/", wrap(choose_picture), name="library_picture_choose"),
            path("<int:pk>/use/", wrap(picture_use), name="library_picture_use"),
            path("<int:pk>/thumbnail/", wrap(picture_thumbnail), name="library_picture_thumbnail"),
            path("receive/", receive_picture, name="library_picture_receive"),
            path("upload/", wrap(self.upload_view), name="library_picture_upload"),
            path("texts/", wrap(self.texts_view), name="library_picture_texts"),
            path("work/", wrap(self.work_view), name="library_picture_work"),
            path(
                "<str:object_id>/replace/",
                wrap(self.replace_view),
                name="library_picture_replace",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # A picture begins with its file, and files come in many at a time.
        return HttpResponseRedirect(reverse("admin:library_picture_upload"))
