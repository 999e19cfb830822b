from django.contrib import admin
from django.urls import path

from library.desk.choosing import choose_picture, picture_texts, picture_thumbnail
from library.desk.receiving import receive_picture


class PictureAdmin(admin.ModelAdmin):
    """The library: what there is, what it lacks, where it is used."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("receive/", view(receive_picture), name="library_picture_receive"),
            path("choose/", view(choose_picture), name="library_picture_choose"),
            path("<int:pk>/texts/", view(picture_texts), name="library_picture_texts"),
            path("<int:pk>/thumbnail/", view(picture_thumbnail), name="library_picture_thumbnail"),
            *super().get_urls(),
        ]
