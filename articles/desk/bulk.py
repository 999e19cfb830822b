"""Doing the same with many articles: a page that says what will happen to each, then one by one."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles import rights
from articles.desk.bulk_acts import SHOWN, BulkAct, LeftOut
from articles.desk.bulk_keeping import Care, File
from articles.desk.bulk_publishing import Publish, Schedule, TakeDown
from articles.desk.bulk_reviewing import Submit
from articles.kinds import kinds
from articles.models import Article
from library.desk.chosen import ChosenRows

MOST = 100
# So many of what was done are named.
MOST_NAMED = 10
ACTS = [Publish, Schedule, TakeDown, Submit, File, Care]


class BulkActs(ChosenRows):
    """Mixed into ArticleAdmin."""

    def get_actions(self, request: HttpRequest) -> dict:
        # Neither in the list to choose an article from, nor Django's own act, which deletes.
        if IS_POPUP_VAR in request.GET or self.model not in kinds().values():
            return {}
        return {
            act.name: (_action(act), act.name, act.label)
            for act in ACTS
            if rights.may(request.user, act.verb)
        }

    def get_action_choices(self, request: HttpRequest, default_choices=None) -> list[tuple]:
        return super().get_action_choices(request, [("", _("With what is ticked…"))])

    def in_bulk(self, act: BulkAct, rows: QuerySet) -> HttpResponse | None:
        """Ask, or do what was asked about; nothing leads back to the list."""
        request = act.request
        found = list(rows.select_related("category__section", "owner")[: MOST + 1])
        if len(found) > MOST:
            words = _("At most %(most)s articles at once. Please tick fewer.") % {"most": MOST}
            messages.error(request, words)
            return None
        is_confirmed = "confirmed" in request.POST
        form = act.form(request.POST if is_confirmed else None)
        if is_confirmed and form.is_valid():
            self._do(act, found, form.cleaned_data)
            return None
        plans = [(live, act.plan(live)) for live in found]
        context = {
            **self.admin_site.each_context(request),
            # The ellipsis is the menu's: more is asked before anything is done.
            "title": str(act.label).rstrip("…"),
            "opts": self.opts,
            "form": form,
            "act": act.name,
            "button": act.button,
            "ticked": ACTION_CHECKBOX_NAME,
            "articles": [
                {
                    "row": live,
                    "address": self.address_of(live),
                    "lines": lines,
                    "shown_name": f"{SHOWN}{live.pk}",
                    "shown": act.shown(live),
                }
                for live, lines in plans
            ],
            "is_any": any(is_done for _live, lines in plans for is_done, _words in lines),
        }
        return render(request, "admin/desk/bulk.html", context)

    def _do(self, act: BulkAct, rows: list[Article], data: dict) -> None:
        done, left = [], []
        for live in rows:
            try:
                # Each is a transaction of its own: what one lacks does not hold up the others.
                why = act.do(live, data)
            except LeftOut as error:
                left.append((live, str(error)))
                continue
            done.append(live)
            left += [(live, each) for each in why]
        if done:
            titles = self._titles(done)
            words = ngettext(
                "%(act)s: %(count)s article.", "%(act)s: %(count)s articles.", len(done)
            )
            told = {"count": len(done), "act": act.done}
            messages.success(act.request, format_html("{}{}{}", words % told, titles, act.after))
        if left:
            messages.warning(act.request, self._left_out(left))

    def _titles(self, done: list[Article]) -> SafeString:
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((self.address_of(live), str(live)) for live in done[:MOST_NAMED]),
        )
        more = len(done) - MOST_NAMED
        if more > 0:
            words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
            items = format_html("{}<li>{}</li>", items, words)
        return format_html("<ul>{}</ul>", items)

    def _left_out(self, left: list[tuple[Article, str]]) -> SafeString:
        between = pgettext("between a field and what is wrong", ": ")
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a>{}{}</li>',
            ((self.address_of(live), str(live), between, why) for live, why in left),
        )
        return format_html("{}<ul>{}</ul>", _("Left as it was:"), items)


def _action(act: type[BulkAct]):
    def run(desk: BulkActs, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        return desk.in_bulk(act(desk, request), rows)

    return run
