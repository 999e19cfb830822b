"""Articles as the desk lists them: titles in both languages, states in words, a way to the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse

import languages
from articles import states, strands
from articles.desk import panels
from articles.kinds import kinds
from articles.models import Article
from desk import ages
from desk.queues import Waiting
from languages import column
from languages.order import own_language_first


@dataclass(frozen=True)
class Entry:
    article: Article
    # The strands it is about; none where it is about the whole article.
    strands: tuple[str, ...] = ()
    since: datetime | date | None = None
    # The page of the article to which it leads.
    opens: str = "change"

    @property
    def address(self) -> str:
        return address(self.article, self.opens)

    @property
    def about(self) -> list[dict]:
        """What it is about in words: languages by their own names, then the shared facts."""
        found = [
            {"lang": languages.html_lang(code), "text": languages.name(code)}
            for code in own_language_first()
            if code in self.strands
        ]
        if strands.SHARED in self.strands:
            found.append({"lang": "", "text": panels.strand_names([strands.SHARED])})
        return found

    @property
    def titles(self) -> list[dict]:
        """The titles there are, the reader's own language first."""
        return [
            {"lang": languages.html_lang(code), "text": text}
            for code in own_language_first()
            if (text := title(self.article, code))
        ]

    @property
    def states(self) -> list[dict]:
        return [
            {
                "name": languages.name(code),
                "lang": languages.html_lang(code),
                "words": panels.state_words(states.of_list_row(self.article, code)),
            }
            for code in own_language_first()
        ]

    @property
    def kind_name(self) -> str:
        return str(kinds()[self.article.kind]._meta.verbose_name)

    @property
    def age(self) -> str:
        return ages.age(self.since)

    @property
    def moment(self) -> str:
        return ages.moment(self.since)


def address(article: Article, page: str = "change") -> str:
    return reverse(f"admin:{article.kind.replace('.', '_')}_{page}", args=[article.live_pk])


def title(article: Article, language: str) -> str:
    """Return the title in a language, that of the draft where nothing else is written."""
    name = column("title", language)
    return getattr(article, name) or getattr(article, f"draft_{name}", "") or ""


def of(rows: Iterable[Waiting], opens: str = "change") -> list[Entry]:
    """Return the entries for articles that wait, in their order. Two questions, however many."""
    rows = list(rows)
    wanted = {row.record for row in rows}
    drafts = Article.objects.filter(live_id=OuterRef("pk"))
    titles = [column("title", code) for code in languages.codes()]
    found = states.with_copies(Article.objects.filter(pk__in=wanted).for_lists()).annotate(
        **{f"draft_{name}": Subquery(drafts.values(name)[:1]) for name in titles}
    )
    articles = {article.pk: article for article in found} if wanted else {}
    return [
        Entry(articles[row.record], tuple(row.strands), row.since, opens)
        for row in rows
        if row.record in articles
    ]
