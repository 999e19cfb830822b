"""Rich text on its way to readers: real addresses, tables that scroll, headers that say of what,
phrases that say in which language they are.

What is stored is canonical (see `articles.prose.cleaning`), so its tags can be found as they are
written there. Nothing here is ever stored.
"""

import re
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from articles import dependence
from articles.prepared import NOW, given, prepared, several
from articles.prose import figures
from articles.prose.figures import Figure
from articles.prose.links import NUMBER
from languages import phrases
from library.dependence import picture
from library.models import Picture
from pagestore.recording import use

_REFERENCE = re.compile(rf'<a href="article:({NUMBER})"')
_LINK = re.compile(rf'<a href="article:({NUMBER})"( title="[^"]*")?>(.*?)</a>', re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)


def references(body: str) -> set[int]:
    """Return the ids of the articles that a text leads to."""
    return {int(number) for number in _REFERENCE.findall(body)}


def render(body: str, language: str, at: datetime | None = None) -> SafeString:
    """Return a stored text as readers of `language` get it.

    A link to an article leads to its present address in that language; where the article is not
    public in it (at `at`, by default now), the words stay and the link goes. All links together ask
    the database once, and so do all figures.
    """
    if numbers := references(body):
        addresses = _addresses(numbers, language, at)
        body = _LINK.sub(lambda match: _link(match, addresses), body)
    with override(language):
        if found := figures.figures_in(body):
            numbers = {figure.picture_id for figure in found}
            use(*map(picture, numbers))
            wanted = several(numbers)
            pictures = {row.pk: row for row in _pictures(len(wanted), **wanted)}
            body = figures.replaced(body, lambda figure: _figure(figure, pictures))
        body = _TABLE.sub(_table, body)
    body = phrases.marked_html(body, language)
    # Cleaned when it was saved; only what stands above was added.
    return mark_safe(body)  # noqa: S308


def _addresses(numbers: set[int], language: str, at: datetime | None) -> dict[int, str]:
    # Those too that are not public: then the link is left out.
    use(*(dependence.text(number, language) for number in numbers))
    wanted = several(numbers)
    rows = _public(language, len(wanted), now=at or timezone.now(), **wanted)
    with override(language):
        return {row.pk: row.get_absolute_url() for row in rows}


@prepared
def _public(language: str, count: int) -> QuerySet:
    # The model's own module reads this package, so it is asked for when it is there.
    rows = apps.get_model("articles.Article").objects.public(language, NOW)
    return rows.filter(pk__in=given(count)).for_cards(language)


@prepared
def _pictures(count: int) -> QuerySet:
    return Picture.objects.filter(pk__in=given(count)).only(*Picture.SHOWN)


def _link(match: re.Match, addresses: dict[int, str]) -> str:
    number, title, words = match.groups()
    address = addresses.get(int(number))
    return f'<a href="{escape(address)}"{title or ""}>{words}</a>' if address else words


def _figure(figure: Figure, pictures: dict[int, Picture]) -> str:
    # A picture that is gone takes its caption with it.
    if figure.picture_id not in pictures:
        return ""
    context = {"figure": figure, "picture": pictures[figure.picture_id]}
    return render_to_string("articles/_figure.html", context)


def _table(match: re.Match) -> str:
    table = _ROW.sub(_row, match[0])
    label = escape(gettext("Table"))
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'


def _row(match: re.Match) -> str:
    # A row of header cells names the columns; a header beside data names its row.
    scope = "row" if "<td" in match[0] else "col"
    return re.sub(r"<th\b", f'<th scope="{scope}"', match[0])
