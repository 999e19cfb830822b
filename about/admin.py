from django.contrib import admin

from about.models import Page
from articles.desk.base import ArticleAdmin


@admin.register(Page)
class PageAdmin(ArticleAdmin):
    kind_facts = ("checked_on",)
