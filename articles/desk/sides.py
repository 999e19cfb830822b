"""The form of two languages beside each other: which paragraphs belong together, and beginnings."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

import languages
from articles import blocks, facts, pairing, rights, structure, working_copies
from articles.blocks import Block
from articles.desk.records import RecordViews
from articles.models import Article
from languages import EN, ZH, column
from languages.order import own_language_first

# Up to here lists, search engines and messages show a text whole. Nobody is held to it.
BEST_LENGTHS = {
    "title": {EN: 90, ZH: 36},
    "summary": {EN: 180, ZH: 80},
    "seo_description": {EN: 160, ZH: 80},
}


@dataclass(frozen=True)
class Side:
    """What one language says in a pair: its blocks with their numbers, counted from 1."""

    code: str
    blocks: list[tuple[int, Block]]

    @property
    def tag(self) -> str:
        return languages.html_lang(self.code)

    @property
    def lacking(self) -> str:
        return _("Not in the %(language)s text") % {"language": languages.short_name(self.code)}


class SideViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        if row and request.method == "POST":
            # A form with mistakes has put into its row what was typed.
            row = Article.objects.get(pk=row.pk)
        return {
            **super().form_context(request, live, row),
            "lengths": json.dumps(_lengths()),
            "sides": paired(row) if row else [],
            "side_names": [_named(code) for code in own_language_first()],
            "beginnings": _beginnings(request.user, row) if row else [],
        }

    def after_saving(self, request: HttpRequest, row: Article, form, changed: list[str]) -> None:
        super().after_saving(request, row, form, changed)
        wanted = request.POST.get("_structure")
        if wanted not in languages.codes():
            return
        if begin(row, wanted, request.user):
            messages.success(request, _begun_words(wanted))
        else:
            messages.warning(request, _("There is a text already. It was left as it is."))


def paired(row: Article) -> list[list[Side]]:
    """Return the bodies of a saved row pair by pair, the person's own language first."""
    own, *others = own_language_first()
    if not others:
        return []
    other = others[0]
    bodies = {code: blocks.of(getattr(row, column("body", code))) for code in (own, other)}
    if not all(bodies.values()):
        return []
    return [
        [
            Side(code, [(number + 1, bodies[code][number]) for number in numbers])
            for code, numbers in zip((own, other), pair, strict=True)
        ]
        for pair in pairing.pairs(bodies[own], bodies[other])
    ]


def begin(row: Article, language: str, by) -> bool:
    """Fill the empty body in `language` with the structure of another one; False if it cannot be.

    Call it inside the transaction of a save; it leaves a revision of its own.
    """
    sources = structure.may_begin(row, language)
    if not sources or not rights.may(by, rights.WRITE, row.category, language):
        return False
    source = getattr(row, column("body", sources[0]))
    setattr(row, column("body", language), structure.begun(source, language))
    row.save()
    note = _("Begun from the structure of the %(language)s text")
    working_copies.record(row, by, note % {"language": languages.short_name(sources[0])})
    facts.begun(row, language, by)
    return True


def _begun_words(language: str) -> str:
    return _(
        "The %(language)s text has the same headings, paragraphs and pictures now. What is to be "
        "translated begins with %(mark)s; the text can be published when no such mark is left."
    ) % {"language": languages.short_name(language), "mark": structure.MARKS[language]}


def _beginnings(user, row: Article) -> list[dict]:
    return [
        {
            "code": code,
            "label": _("Start %(language)s from the %(other)s structure")
            % {
                "language": languages.short_name(code),
                "other": languages.short_name(sources[0]),
            },
        }
        for code in own_language_first()
        if (sources := structure.may_begin(row, code))
        and rights.may(user, rights.WRITE, row.category, code)
    ]


def _named(code: str) -> dict:
    return {
        "code": code,
        "tag": languages.html_lang(code),
        "name": languages.name(code),
        "to": _("To the %(language)s text") % {"language": languages.short_name(code)},
        "marks": _("Paragraphs of the %(language)s text and their counterparts")
        % {"language": languages.short_name(code)},
    }


def _lengths() -> dict[str, int]:
    """Return the best length of each column that has one."""
    return {
        column(name, code): most
        for name, by_language in BEST_LENGTHS.items()
        for code, most in by_language.items()
    }
