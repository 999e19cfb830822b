"""Pages of the desk that belong to no record: under the admin's path, before the admin's own."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_GET

from desk import schedule, unsaved
from desk.handbook import contents_page, topic_page
from desk.search_page import search_page
from desk.work import queue_page


def _page(view):
    return admin.site.admin_view(require_GET(view))


app_name = "desk"
urlpatterns = [
    path("work/<slug:key>/", _page(queue_page), name="queue"),
    path("schedule/", _page(schedule.page), name="schedule"),
    path("search/", _page(search_page), name="search"),
    path("handbook/", _page(contents_page), name="handbook"),
    path("handbook/<slug:key>/", _page(topic_page), name="topic"),
    path("signed-in/", _page(unsaved.signed_in), name="signed-in"),
    path("unsaved/", _page(unsaved.unsaved_list), name="unsaved-list"),
    path("unsaved/<uuid:key>/", admin.site.admin_view(unsaved.unsaved_one), name="unsaved"),
]
