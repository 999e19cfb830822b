from django.contrib import admin

from articles.desk.base import ArticleAdmin
from living.models import Info


@admin.register(Info)
class InfoAdmin(ArticleAdmin):
    kind_texts = ("address", "opening_hours")
    kind_facts = ("phone", "checked_on")
