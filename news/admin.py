from django.contrib import admin

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
