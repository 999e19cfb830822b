"""Articles of all kinds, drafts too: by title and summary, by the words of their texts."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

import languages
from articles import prose, words
from articles.models import Article
from desk import entries, reach
from desk.finding import Asked, Item, Source, Title
from desk.queues import MOST, Waiting
from languages import column
from languages.order import own_language_first
from search import excerpts

# Reading all texts of a large archive would take seconds; titles and summaries are all read.
NEWEST_TEXTS = 2000
SHORT = ("title", "summary")


def by_words(asked: Asked) -> list[int]:
    """Return the records whose title or summary holds every word, those last worked on first."""
    found = _rows(asked).filter(words.anywhere(asked.words, _columns(*SHORT)))
    # A record and its draft are one, so twice as many rows are enough.
    rows = found.order_by("-updated_at", "-pk").values_list("record", flat=True)
    return list(dict.fromkeys(rows[: 2 * (MOST + 1)]))


def by_texts(asked: Asked) -> list[int]:
    """Return the records among the newest whose text alone holds every word."""
    rows = _rows(asked).order_by("-pk")
    oldest = next(iter(rows.values_list("pk", flat=True)[NEWEST_TEXTS - 1 : NEWEST_TEXTS]), 0)
    found = rows.filter(words.anywhere(asked.words, _columns("body")), pk__gte=oldest)
    shown = {*by_words(asked)}
    records = dict.fromkeys(found.values_list("record", flat=True))
    return [record for record in records if record not in shown]


def _rows(asked: Asked):
    rows = Article.objects.filter(kind__in=reach.seen_kinds(asked.person))
    return rows.annotate(record=Coalesce(F("live_id"), F("pk")))


def _columns(*names: str) -> list[str]:
    return [column(name, code) for name in names for code in languages.codes()]


def items(records: list[int], asked: Asked) -> list[Item]:
    rows = [Waiting(record, None) for record in records]
    return [item_of(entry, asked) for entry in entries.of(rows)]


def item_of(entry: entries.Entry, asked: Asked, excerpt: Title | None = None) -> Item:
    article = entry.article
    titles = [Title(asked.marked(each["text"]), each["lang"]) for each in entry.titles]
    titles = titles or [Title(asked.marked(str(article)))]
    note = f"{entry.kind_name} · {article.category} · #{article.pk}"
    return Item(entry.address, titles, note, excerpt, entry.states)


def items_of_texts(records: list[int], asked: Asked) -> list[Item]:
    rows = [Waiting(record, None) for record in records]
    texts = _texts(records)
    return [
        item_of(entry, asked, _excerpt(texts.get(entry.article.pk, []), asked))
        for entry in entries.of(rows)
    ]


def _texts(records: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Return the texts of records and of their drafts, as (language, text)."""
    found: dict[int, list] = {}
    rows = Article.objects.filter(pk__in=records) | Article.objects.filter(live__in=records)
    for row in rows.order_by("-pk").values("pk", "live_id", *_columns("body")):
        texts = found.setdefault(row["live_id"] or row["pk"], [])
        texts += [(code, row[column("body", code)] or "") for code in own_language_first()]
    return found


def _excerpt(texts: list[tuple[str, str]], asked: Asked) -> Title | None:
    for code, text in texts:
        line = excerpts.in_one_line(prose.blocks(text))
        folded = words.fold(line)
        if all(word in folded for word in asked.words):
            return Title(
                excerpts.excerpt(line, excerpts.spans_of_words(line, asked.words)),
                languages.html_lang(code),
            )
    return None


BY_WORDS = Source("articles", _("Articles"), reach.sees_articles, by_words, items)
BY_TEXTS = Source(
    "texts",
    _("In the text of articles"),
    reach.sees_articles,
    by_texts,
    items_of_texts,
    note=_("The newest 2,000 articles and drafts are read in full."),
)
