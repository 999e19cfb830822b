from copy import copy

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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

    def get_form(self, request: HttpRequest, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "picture" in form.base_fields:
            # The declared field belongs to the forms of all kinds.
            field = form.base_fields["picture"] = copy(form.base_fields["picture"])
            field.help_text = _(
                "For lists. Left empty, the first picture of the story is taken when pictures "
                "are added or moved."
            )
        return form

    def save_formset(self, request: HttpRequest, form, formset, change: bool) -> None:
        story = form.instance
        before = story.first_picture_id()
        super().save_formset(request, form, formset, change)
        story.lead_with_first(before)
