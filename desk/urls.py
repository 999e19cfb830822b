"""Pages of the desk that belong to no record: under the admin's path, before the admin's own."""

from django.contrib import admin
from django.urls import path

from desk import schedule

app_name = "desk"
urlpatterns = [
    path("schedule/", admin.site.admin_view(schedule.page), name="schedule"),
]
