"""Pages of the desk that belong to no record: under the admin's path, before the admin's own."""

from django.contrib import admin
from django.urls import path

from desk import schedule, unsaved

app_name = "desk"
urlpatterns = [
    path("schedule/", admin.site.admin_view(schedule.page), name="schedule"),
    path("signed-in/", admin.site.admin_view(unsaved.signed_in), name="signed-in"),
    path("unsaved/", admin.site.admin_view(unsaved.unsaved_list), name="unsaved-list"),
    path("unsaved/<uuid:key>/", admin.site.admin_view(unsaved.unsaved_one), name="unsaved"),
]
