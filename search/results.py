"""The page of results: what the address asks for, and what is shown of it."""

import re
from dataclasses import replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override, pgettext

import languages
from articles import words
from articles.addresses import in_language
from articles.kinds import kinds
from articles.models import Article
from languages import column
from search import analysis, asked, finding, marking, narrowing
from search.finding import Found, Hit
from search.narrowing import Choices, Narrowing

PAGE_SIZE = 20
NEWEST = "newest"
_QUOTES = frozenset('"“”„«»「」『』')
_PAGE = re.compile(r"[1-9][0-9]{0,5}")


class Results:
    """What was found for some words, and the part of it that the address asks for."""

    def __init__(self, query: QueryDict, language: str) -> None:
        self.language = language
        self.q = words.typed(query.get("q", ""))
        self.sort = NEWEST if query.get("sort") == NEWEST else ""
        self.choices = Choices({name: query.get(name, "") for name in narrowing.NAMES})
        self._asked_page = query.get("page", "")
        self._query = query

    def address(self, page: int = 1, **changes: str) -> str:
        query = QueryDict(mutable=True)
        given = {"q": self.q, **self.choices.chosen, "sort": self.sort} | changes
        given["page"] = str(page) if page > 1 else ""
        query.update({name: value for name, value in given.items() if value})
        return f"{reverse('search')}{'?' * bool(query)}{query.urlencode()}"

    @property
    def clean_address(self) -> str:
        """Where the same is found, if the address holds what is empty or nothing of ours."""
        page = self._asked_page
        number = int(page) if _PAGE.fullmatch(page) else 1
        address = self.address(number)
        clean = QueryDict(address.partition("?")[2])
        # How words are typed is theirs; a first page is named where the desk looks.
        names = {*self._query, *clean} - {"q"} - ({"page"} if page == "1" else set())
        is_clean = ("q" in clean) == ("q" in self._query) and all(
            self._query.getlist(name) == clean.getlist(name) for name in names
        )
        return "" if is_clean else address

    @property
    def opened_address(self) -> str:
        """Where a browser says that a result was opened, if this search is counted at all."""
        if not asked.countable(self.q):
            return ""
        query = QueryDict(mutable=True)
        query["q"] = self.q
        return f"{reverse('search-opened')}?{query.urlencode()}"

    # What was found

    @cached_property
    def found(self) -> Found:
        return finding.find(self.q, self.language)

    @cached_property
    def near(self) -> Found:
        """What holds a part of the words, where nothing holds them all."""
        if self.found.hits:
            return Found(self.found.query)
        return finding.find_near(self.found.query, self.language)

    @property
    def has_words(self) -> bool:
        return bool(self.found.query.clauses)

    @property
    def has_letters(self) -> bool:
        return any(analysis.runs(analysis.comparable(self.q)))

    @property
    def quoted(self) -> str:
        """What was typed, in quotes where it has none of its own."""
        return self.q if _QUOTES & {*self.q} else f"“{self.q}”"

    @cached_property
    def instead(self) -> list[dict]:
        """Words that nothing holds, and those that were looked for in their place."""
        between = pgettext("between words that were looked for instead", "” or “")
        return [
            {"typed": typed, "read": between.join(read)}
            for typed, read in self.found.instead.items()
            if read
        ]

    # What of it the address asks for

    @cached_property
    def narrowing(self) -> Narrowing:
        return Narrowing(self.found, self.choices, self.address)

    @cached_property
    def left(self) -> Found:
        """What the choices leave of what was found."""
        if self.found.is_cut and self.narrowing.tags:
            # Among the newest there may be few of them: the index is asked for these alone.
            return finding.find(self.q, self.language, self.narrowing.tags)
        return replace(self.found, hits=self.narrowing.hits)

    @cached_property
    def hits(self) -> list[Hit]:
        """The hits that the address asks for, in its order."""
        if self.sort == NEWEST:
            return sorted(self.left.hits, key=lambda hit: hit.published_at, reverse=True)
        return self.left.hits

    @property
    def number(self) -> str:
        return self.narrowing.shown(len(self.found.hits))

    @property
    def on(self) -> int:
        """How many choices of the form are made."""
        chosen = self.narrowing.chosen
        return sum(map(bool, (chosen[narrowing.KIND], chosen[narrowing.YEAR], self.sort)))

    @property
    def is_section_alone(self) -> bool:
        """Tell whether a section is all that results are narrowed by."""
        return bool(self.choices.section) and not self.on

    @property
    def has_filters(self) -> bool:
        return len(self.found.hits) > 1 or bool(self.on)

    @property
    def of_any_section(self) -> str:
        return self.narrowing.among(narrowing.SECTION)

    @property
    def of_any_kind(self) -> str:
        return self.narrowing.among(narrowing.KIND)

    @property
    def of_any_year(self) -> str:
        return self.narrowing.among(narrowing.YEAR)

    @property
    def everything(self) -> str:
        return self.address(**{narrowing.SECTION: ""})

    @property
    def cleared(self) -> str:
        return self.address(**{narrowing.KIND: "", narrowing.YEAR: "", "sort": ""})

    @property
    def plain(self) -> str:
        """The address of all results."""
        return self.address(**dict.fromkeys(narrowing.NAMES, ""))

    # What is shown

    @cached_property
    def elsewhere(self) -> list[dict]:
        """The other languages in which something is found, and how much their page will say."""
        return [
            {
                "number": len(hits),
                "shown": f"{len(hits)}{'+' * is_cut}",
                "address": self._address_in(code, is_plain=is_cut),
                "tag": languages.html_lang(code),
                "name": languages.short_name(code),
            }
            for code, (found, is_cut) in self.found.elsewhere.items()
            # Among more than were looked at nobody knows how many meet the choices.
            if (hits := found if is_cut else self.narrowing.of(found))
        ]

    def _address_in(self, code: str, *, is_plain: bool) -> str:
        with override(code):
            return self.plain if is_plain else self.address()

    @cached_property
    def page(self) -> Page:
        return Paginator(self.hits, PAGE_SIZE).get_page(self._asked_page)

    @cached_property
    def rows(self) -> list[dict]:
        """What is shown: a page of what was found, or what holds a part of the words."""
        hits = list(self.page.object_list) or self.near.hits
        query = self.found.query if self.found.hits else self.near.query
        articles = self._articles([hit.article_id for hit in hits])
        return [
            self._row(hit, articles[hit.article_id], query)
            for hit in hits
            # One may have been taken down between two questions.
            if hit.article_id in articles
        ]

    def _articles(self, numbers: list[int]) -> dict[int, Article]:
        shown = [
            column(name, code)
            for name in ("title", "summary", "body")
            for code in languages.codes()
        ]
        rows = Article.objects.public(self.language).select_related("category__section")
        return rows.only(
            "kind", "slug", "live", "category", column("published_at", self.language), *shown
        ).in_bulk(numbers)

    def _row(self, hit: Hit, article: Article, query: finding.Query) -> dict:
        shown_in = hit.met_in or self.language
        title, text = marking.of_article(article, query, self.language, shown_in)
        return {
            "article": article,
            "kind": _kind_of(hit, article, self.language),
            "is_promoted": hit.is_promoted,
            "title": title,
            "text": text,
            "language": shown_in,
            "tag": languages.html_lang(shown_in),
            **_met_in(hit, article),
        }


def _met_in(hit: Hit, article: Article) -> dict[str, str]:
    """Return the text in which the words were found, where it is not the visitor's."""
    if not hit.met_in:
        return {}
    return {
        "met_in": languages.short_name(hit.met_in),
        "met_title": getattr(article, column("title", hit.met_in)),
        "met_address": in_language(article, hit.met_in),
    }


def _kind_of(hit: Hit, article: Article, language: str) -> str:
    """Return what kind of article it is, where its category does not say the same."""
    kind = capfirst(kinds()[hit.kind]._meta.verbose_name)
    category = getattr(article.category, column("name", language)) or ""
    return "" if kind.lower() == category.lower() else kind
