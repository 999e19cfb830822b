"""Pages of the desk that belong to no record: under the admin's path, before the admin's own."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
