from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from articles.desk.article_select import ArticleSelect
from languages.order import own_language_first
from liangjiang.admin.home_preview import HomePreview
from liangjiang.admin.timed import StateFilter, TimedAdmin, state_words
from liangjiang.home import placed
from liangjiang.models import HomeSlot, Place
from liangjiang.models.timed import State, in_state


@admin.register(HomeSlot)
class HomeSlotAdmin(HomePreview, TimedAdmin):
    list_display = ["article", "place", "position", "state", "seen"]
    list_display_links = ["article"]
    list_filter = (StateFilter, "place", "language")
    list_select_related = ["article"]
    fields = ["place", "position", "article", "language", "starts_at", "ends_at"]

    change_list_template = "admin/home_slots.html"

    def get_urls(self) -> list:
        return [*self.preview_urls(), *super().get_urls()]

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "article":
            kwargs["widget"] = ArticleSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # The list

    def get_ordering(self, request: HttpRequest) -> list:
        is_over, *times = super().get_ordering(request)
        in_page_order = models.Case(
            *(models.When(place=place, then=number) for number, place in enumerate(Place))
        )
        return [is_over, in_page_order, "position", *times]

    def get_changelist_instance(self, request: HttpRequest):
        changelist = super().get_changelist_instance(request)
        # Asked once for the whole list.
        standing = {
            code: {slot.pk for slots in placed(code).values() for slot in slots}
            for code in languages.codes()
        }
        changelist.result_list = list(changelist.result_list)
        for slot in changelist.result_list:
            codes = own_language_first(slot.page_languages())
            slot.lines = [_line(slot, code, slot.pk in standing[code]) for code in codes]
        return changelist

    @admin.display(description=gettext_lazy("on the home page"))
    def seen(self, slot: HomeSlot) -> SafeString:
        """Say per language whether visitors see it there, and if not, why."""
        if slot.state() == State.OVER:
            return format_html("{}", "–")
        return format_html_join("", '<span class="title-line">{}</span>', zip(slot.lines))

    # Saving

    def save_model(self, request: HttpRequest, obj: HomeSlot, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.state() == State.OVER:
            return
        for line in _lines_of_trouble(obj):
            messages.warning(request, line)
        if obj.place == Place.LEAD:
            for other in obj.rivals().exclude(in_state(State.OVER)).select_related("article"):
                messages.warning(request, _rivalry(obj, other))


def _line(slot: HomeSlot, code: str, is_standing: bool) -> str:
    words = {"language": languages.short_name(code), "words": _words(slot, code, is_standing)}
    return _("%(language)s: %(words)s") % words


def _words(slot: HomeSlot, code: str, is_standing: bool) -> str:
    if trouble := _trouble(slot, code, is_standing):
        return trouble
    return _("will show") if slot.state() == State.PLANNED else _("shows now")


def _trouble(slot: HomeSlot, code: str, is_standing: bool) -> str:
    """Say why visitors do not see it there; nothing if they do."""
    now = timezone.now()
    if not slot.article.is_public(code, max(now, slot.starts_at or now)):
        return _("does not show, the article is not published in this language")
    if is_standing or slot.state() == State.PLANNED:
        return ""
    if slot.place == Place.LEAD:
        return _("does not show, another lead story stands there")
    return _("does not show, the place is full or the article stands further up")


def _lines_of_trouble(slot: HomeSlot) -> list[str]:
    lines = []
    for code in own_language_first(slot.page_languages()):
        # Of other lead stories more is said than that there are any.
        is_standing = slot.place == Place.LEAD or slot in placed(code)[slot.place]
        if _trouble(slot, code, is_standing):
            lines.append(_line(slot, code, is_standing))
    return lines


def _rivalry(slot: HomeSlot, other: HomeSlot) -> str:
    winner = slot if slot.starts_after(other) else other
    return _(
        "Another lead story has overlapping times: “%(other)s” (%(state)s). While both run, "
        "“%(winner)s” stands at the top."
    ) % {"other": other.article, "state": state_words(other), "winner": winner.article}
