from django.contrib import admin
from django.urls import path

from library.desk.receiving import receive_picture


class PictureAdmin(admin.ModelAdmin):
    """The library: what there is, what it lacks, where it is used."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("receive/", view(receive_picture), name="library_picture_receive"),
            *super().get_urls(),
        ]
