"""What somebody may mean who is still typing: titles and categories with words that begin so.

A title is one of the page's language and holds a beginning of every word that was typed: a word, a
run of Chinese, or how Chinese sounds, as syllables or as their first letters.
"""

from functools import cached_property
from operator import itemgetter

from django.http import HttpRequest
from django.utils import timezone

from articles import menu
from articles.models import Article, Category
from articles.words import typed
from languages import column
from search import analysis, categories, engines, tags
from search.analysis import chinese, sounds
from search.models import Entry, Word
from search.models.entry import numbers
from search.query import Alternative, Clause, Phrase, Query, parse, side_by_side

MOST = 6
MOST_CATEGORIES = 2
# So many of the newest texts that may do are looked at.
MOST_LOOKED_AT = 200
LONGEST = 60
# One letter begins too much; one character says something.
SHORTEST = 2
MOST_WORDS = 20


def suggest(request: HttpRequest, text: str, language: str) -> list[dict]:
    """Return what to offer: `text`, `note` and `address` of each, the best first."""
    begun = Begun(typed(text)[:LONGEST])
    if not begun.says_something:
        return []
    found = [*_categories(request, begun, language), *_articles(begun, language)]
    return found[:MOST]


class Begun:
    """Words of which the last may not be complete."""

    def __init__(self, text: str) -> None:
        self._text = analysis.comparable(text)
        self._runs = list(analysis.runs(self._text))

    @property
    def says_something(self) -> bool:
        return any(map(_says_something, self._runs))

    @cached_property
    def query(self) -> Query:
        """What the index is asked for."""
        last = self._runs[-1]
        before = parse(self._text[: last.start]).clauses
        if not _says_something(last):
            return Query(before)
        return Query((*before, Clause(last.text, tuple(dict.fromkeys(_beginning(last))))))

    def begins(self, words: list[str]) -> bool:
        """Tell whether words of a title begin as those that were typed."""
        title = _Title(words)
        said = [run for run in self._runs[:-1] if run.kind == "han" or analysis.term_of(run.text)]
        return all(title.has(run) for run in [*said, self._runs[-1]])


class _Title:
    def __init__(self, words: list[str]) -> None:
        self._words = words

    def has(self, run: analysis.Run) -> bool:
        if run.kind == "han":
            return run.text in "".join(self._words)
        letters = analysis.plain(run.text)
        return any(analysis.plain(word).startswith(letters) for word in self._words) or any(
            heard.startswith(letters) for heard in self._heard
        )

    @cached_property
    def _heard(self) -> list[str]:
        """How the title sounds from each of its characters on, in full and by first letters."""
        syllables = [
            syllable
            for word in self._words
            if chinese.is_han(word[0])
            for syllable in sounds.of_word(word)
        ]
        rests = [syllables[at:] for at in range(len(syllables))]
        letters = [[syllable[:1] for syllable in rest] for rest in rests]
        return ["".join(rest) for rest in [*rests, *letters]]


def _says_something(run: analysis.Run) -> bool:
    return run.kind == "han" or len(analysis.plain(run.text)) >= SHORTEST


def _beginning(run: analysis.Run) -> list[Alternative]:
    if run.kind == "han":
        return [(side_by_side(run.text),)]
    letters = analysis.plain(run.text)
    # The index holds stems: `investm` begins none, but words of which one is `invest`.
    words = Word.objects.filter(word__startswith=letters).order_by("length", "word")
    stems = [analysis.term_of(each.word) for each in words[:MOST_WORDS]]
    phrases = [Phrase((letters,), is_prefix=True), *(Phrase((stem,)) for stem in stems if stem)]
    phrases += [Phrase(terms, is_prefix=True) for terms in sounds.begun(letters)]
    initials = sounds.initials(letters)
    return [(phrase,) for phrase in [*phrases, *([Phrase(initials)] if initials else [])]]


def _categories(request: HttpRequest, begun: Begun, language: str) -> list[dict]:
    # One that has a second place stands in two menus.
    rows = {row.pk: row for entry in menu.menu(request) for row in entry.categories}.values()
    name = column("name", language)
    found = [
        row
        for row in rows
        if begun.begins(_words(getattr(row, name) or "")) or _is_met(begun.query, row, name)
    ]
    return [
        _offer(row, getattr(row, name), row.section, language) for row in found[:MOST_CATEGORIES]
    ]


def _is_met(query: Query, row: Category, name: str) -> bool:
    above = getattr(row.section, name) if row.section_id else ""
    return categories.meets(query, getattr(row, name) or "", above or "")


def _articles(begun: Begun, language: str) -> list[dict]:
    title = column("title", language)
    rows = Article.objects.public(language).select_related("category__section")
    wanted = _numbers(begun, language)
    rows = rows.only("kind", "slug", "live", "category", title).in_bulk(wanted)
    found = [rows[pk] for pk in wanted if pk in rows]
    return [_offer(row, getattr(row, title), row.category, language) for row in found]


def _numbers(begun: Begun, language: str) -> list[int]:
    """Return the numbers of articles to offer: what lasts before news, and the newest first."""
    among = numbers(language, timezone.now())
    ids = engines.matching(begun.query, engines.HEADING, among, MOST_LOOKED_AT)
    entries = Entry.objects.filter(pk__in=ids).order_by("-pk")
    found = [
        (tags.is_news(kind), number)
        for number, kind, words in entries.values_list("article_id", "article__kind", "title_words")
        if begun.begins(words.split())
    ]
    return [number for _is_news, number in sorted(found, key=itemgetter(0))[:MOST]]


def _offer(row: Article | Category, text: str, place: Category, language: str) -> dict:
    note = getattr(place, column("name", language)) or ""
    return {"text": text, "note": note, "address": row.get_absolute_url()}


def _words(text: str) -> list[str]:
    return [word for word in chinese.words(analysis.comparable(text)) if word.strip()]
