from django.contrib import admin
from django.http import HttpRequest

from articles.desk.base import ArticleAdmin
from articles.desk.inlines import RowInline
from news.models import PhotoStory, Story, StoryPicture


class StoryPictureInline(RowInline):
    model = StoryPicture
    row_texts = ("caption", "credit", "alt")


@admin.register(Story)
class StoryAdmin(ArticleAdmin):
    pass


@admin.register(PhotoStory)
class PhotoStoryAdmin(ArticleAdmin):
    inlines = [StoryPictureInline]

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        story = form.instance
        before = story.first_picture_id()
        super().save_formset(request, form, formset, change)
        story.lead_with_first(before)
