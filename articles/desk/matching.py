"""Whether the languages say the same: what the form says about it, and what a person can say.

Two ticks go with a save: a small edit leaves the translation valid, and both languages say the
same. The second is a button where nothing is being written.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

import languages
from articles import facts, rights, strands, working_copies
from articles.desk import merging
from articles.desk.records import POST, RecordViews
from articles.facts import IN_STEP, counterpart
from articles.models import Article, ArticleLanguage
from articles.models.language import Match
from languages import column, order

CONFIRM = "confirm_match"


def small_edit_name(code: str) -> str:
    """Return the name of the tick for a small edit in a language."""
    return column("small_edit", code)


def tick_names() -> set[str]:
    return {CONFIRM, *map(small_edit_name, languages.codes())}


def kept_of(article: Article) -> dict[str, ArticleLanguage]:
    """Return what is known of each language, in the order of the desk."""
    stored = working_copies.live_of(article).languages.all() if article.pk else []
    found = {kept.language: kept for kept in stored}
    empty = {code: ArticleLanguage(language=code) for code in order.own_language_first()}
    return {code: found.get(code, kept) for code, kept in empty.items()}


def in_question(known: dict[str, ArticleLanguage]) -> str | None:
    """Return the language at whose text the person says that it goes with the other."""
    if not are_written(known):
        return None
    for code, kept in known.items():
        if kept.match == Match.OUTDATED:
            return code
    if all(kept.match == Match.CONFIRMED for kept in known.values()):
        return None
    # Nobody has said it yet. The last one is the translation for whoever reads it last.
    return list(known)[-1]


def are_written(known: dict[str, ArticleLanguage]) -> bool:
    """Tell whether there is a text in every language, so that they can say the same."""
    return all(kept.match in (Match.OUTDATED, *IN_STEP) for kept in known.values())


def may_confirm(user, category, code: str) -> bool:
    """Tell whether somebody may say that `code` goes with the other language: its writers may."""
    return rights.may(user, rights.WRITE, category, code)


class MatchFields:
    """Mixed into the form of an article: the ticks, each where it means something."""

    def add_ticks(self, category) -> None:
        known = kept_of(self.instance)
        # Taken when the form is made, before anything is saved.
        self.matches_before = {code: kept.match for code, kept in known.items()}
        opened = merging.opened_versions(self.data) if self.is_bound else {}
        self.saw_all = all(
            opened.get(code) == strands.version(self.instance, code) for code in known
        )
        for code in known:
            # Only where a change would make another language stale.
            leans_on_it = any(
                counterpart(other) == code and kept.match in IN_STEP
                for other, kept in known.items()
            )
            may_write = rights.may(self.user, rights.WRITE, category, code)
            if leans_on_it and known[code].match in IN_STEP and may_write:
                label = _("Small edit: the translation stays valid")
                self.fields[small_edit_name(code)] = _tick(label)
        asked = in_question(known)
        if asked and may_confirm(self.user, category, asked):
            self.confirmed_at = asked
            label = _("Both languages say the same: confirm as current")
            self.fields[CONFIRM] = _tick(label)

    def ticks_of(self, code: str) -> list:
        """Return the ticks that stand in the pane of a language."""
        names = [small_edit_name(code)]
        if getattr(self, "confirmed_at", None) == code:
            names.append(CONFIRM)
        return [self[name] for name in names if name in self.fields]


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class MatchViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [*super().record_urls(), self.record_url("confirm", self.confirm_view, POST)]

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that the texts say the same as they stand on the page that was open."""
        live = self.record(request, pk, rights.WRITE)
        known = kept_of(live)
        if not are_written(known):
            return self._refused(request, live, _("A language is not written yet."))
        asked = in_question(known)
        if asked and not may_confirm(request.user, live.category, asked):
            return self._refused(request, live, _("You may not write in this language."))
        row = working_copies.editable_row(live) or live
        if request.POST.get("_confirm") != versions_of(row):
            words = _("The text has changed since you opened this page. Please look again.")
            return self._refused(request, live, words)
        self._confirm(request, row, "")
        return HttpResponseRedirect(self.address_of(live))

    def _refused(self, request: HttpRequest, live: Article, words: str) -> HttpResponse:
        messages.warning(request, words)
        return HttpResponseRedirect(self.address_of(live))

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        known = kept_of(live) if live else {}
        asked = self._asked_on_page(request, live, row, known) if live else None
        found = {
            code: {
                **_words(kept),
                "confirm": versions_of(row) if code == asked else "",
                "address": self.address_of(live, "confirm"),
            }
            for code, kept in known.items()
        }
        return super().form_context(request, live, row) | {"matches": found}

    def _asked_on_page(self, request, live: Article, row: Article, known: dict) -> str | None:
        """Return the language with the button: in a form the tick stands in its place."""
        asked = in_question(known)
        if not asked or self.has_change_permission(request, row):
            return None
        may = may_confirm(request.user, live.category, asked)
        return asked if may and known[asked].match in (Match.OUTDATED, Match.CURRENT) else None

    def after_saving(self, request: HttpRequest, row: Article, form, changed: list[str]) -> None:
        super().after_saving(request, row, form, changed)
        note = form.cleaned_data.get("note") or ""
        if form.cleaned_data.get(CONFIRM):
            self._confirm_saved(request, row, form, note)
            return
        for code in languages.codes():
            if small_edit_name(code) not in request.POST or code not in changed:
                continue
            if form.cleaned_data.get(small_edit_name(code)):
                self.log_act(request, row, facts.small_edit(row, code, request.user, note))
            elif Match.OUTDATED in form.matches_before.values():
                messages.warning(
                    request,
                    _("Somebody else has changed this text, too: the translation is out of date."),
                )

    def _confirm_saved(self, request: HttpRequest, row: Article, form, note: str) -> None:
        if not form.saw_all:
            words = _(
                "Saved, but not confirmed as current: somebody has changed a text while you had "
                "it open. Please read it again."
            )
            messages.warning(request, words)
        elif not are_written(kept_of(row)):
            words = _("Saved, but not confirmed as current: a language is not written yet.")
            messages.warning(request, words)
        else:
            self._confirm(request, row, note)

    def _confirm(self, request: HttpRequest, row: Article, note: str) -> None:
        self.log_act(request, row, facts.confirm(row, request.user, note))
        messages.success(request, _("Confirmed: both languages say the same."))


def versions_of(row: Article) -> str:
    """Return the versions of all languages of a row, as a button carries them."""
    return "-".join(str(strands.version(row, code)) for code in languages.codes())


def _words(kept: ArticleLanguage) -> dict:
    """Say how a language stands to the other, since when, and what it was last compared with."""
    return {
        "key": kept.match,
        "word": kept.get_match_display(),
        "since": kept.match_since and _day(kept.match_since),
        "basis": _basis(kept) if kept.basis_number and not _is_beyond(kept) else "",
    }


def _is_beyond(kept: ArticleLanguage) -> bool:
    """Tell whether the text itself has changed since it was confirmed."""
    return kept.basis_is_confirmed and kept.match == Match.CURRENT


def _basis(kept: ArticleLanguage) -> str:
    text = _("Goes with version %(number)s of the %(language)s text, %(day)s")
    if kept.basis_is_confirmed:
        text = _("Confirmed with version %(number)s of the %(language)s text, %(day)s")
    words = text % {
        "number": kept.basis_number,
        "language": languages.short_name(counterpart(kept.language)),
        "day": _day(kept.basis_at),
    }
    if not kept.basis_by:
        return words
    return _("%(words)s, %(person)s") % {"words": words, "person": kept.basis_by}


def _day(moment) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")
