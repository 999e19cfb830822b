from django.contrib import admin

from articles.desk.base import ArticleAdmin
from investing.models import Guide


@admin.register(Guide)
class GuideAdmin(ArticleAdmin):
    kind_facts = ("checked_on",)
