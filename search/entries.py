"""Keeping the index: an entry for each language that is published, however it came to be.

`keep` is a step of publishing (PUBLISHING_STEPS) and runs in its transaction; deleting an article
takes its entries along. What is still to come, or has ended by itself, is told by the clock when
somebody looks for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import models, transaction

import languages
from articles import prose, strands
from articles.announcing import Announcement
from articles.models import Article
from languages import column
from search import analysis, tags
from search.analysis import APART, chinese, sounds
from search.models import Entry, Word
from search.models.entry import number
from search.models.terms import MOST_BYTES, MOST_PLACES, Terms

# What a text says from here on is not indexed: signs and terms; a long report has a tenth of them.
MOST_SIGNS, MOST_TERMS, MOST_BESIDE = 150_000, 9_500, 1000
MOST_SIGNS_IN_HEADING, MOST_TERMS_IN_HEADING = 1000, 2500
# So many pairs of its syllables. All together stay below the 16,383 places of PostgreSQL.
MOST_HEARD = 2000
LONGEST_WORD = 40
SHORTEST_WORD = 3
HEADING = ("title", "summary")
# Texts of an article that say who made something, or what machines are told.
LEFT_OUT = {"title", "summary", "body", "source", "author", "seo_description", "credit"}
LEFT_OUT |= {"picture_credit", "picture_alt", "alt"}


def keep(announcement: Announcement) -> None:
    """Bring the entries of an article into step with what its visitors read (or will)."""
    keep_article(announcement.article)


@transaction.atomic(savepoint=False)
def keep_article(article: Article) -> None:
    """Do so for an article of its kind's class, without any act."""
    made, words = read(article)
    Entry.objects.filter(article_id=article.pk).delete()
    Entry.objects.bulk_create(made)
    keep_words(words)


def read(article: Article) -> tuple[list[Entry], set[str]]:
    """Return the entries of an article's published languages, not stored, and their words."""
    made, words = [], set()
    for code in languages.codes():
        if article.published_at(code):
            title, summary = (
                _Read((getattr(article, column(name, code)) or "")[:MOST_SIGNS_IN_HEADING])
                for name in HEADING
            )
            texts = list(_bounded(_texts(article, code)))
            made.append(_entry(article, code, title, summary, texts))
            words |= {word for text in (title, summary, *texts) for word in text.words()}
    return made, words


def keep_words(words: set[str]) -> None:
    known = set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    new = [Word(word=word, length=len(word)) for word in sorted(words - known)]
    Word.objects.bulk_create(new, ignore_conflicts=True)


class _Read:
    """A text that has been read once, for everything that is made of it."""

    def __init__(self, text: str) -> None:
        self.text = analysis.comparable(text)
        self.runs = list(analysis.runs(self.text))
        self.terms = [token.term for token in analysis.tokens_of(self.runs)]

    def beside(self) -> list[str]:
        return analysis.beside(self.text, self.runs)

    def words(self) -> Iterator[str]:
        """Yield what may be misspelt."""
        for run in self.runs:
            word = analysis.plain(run.text) if run.kind == "word" else ""
            if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isascii() and word.isalpha():
                yield word


def _entry(article: Article, code: str, title: _Read, summary: _Read, texts: list[_Read]) -> Entry:
    heading = [*title.terms, APART, *summary.terms, APART, *title.beside(), *summary.beside()]
    for run in sounds.terms([*title.runs, *summary.runs]):
        heading += [APART, *run]
    # The tags first: whatever is left out, they are not.
    heading = [*tags.of(article, code), APART, *heading][:MOST_TERMS_IN_HEADING]
    own = _heard(texts)
    own += [term for text in texts for term in [*text.terms, APART]][:MOST_TERMS]
    own += [*dict.fromkeys(term for text in texts for term in text.beside())][:MOST_BESIDE]
    told_apart = _told_apart([*heading, *own])
    heading, own = told_apart[: len(heading)], told_apart[len(heading) :]
    return Entry(
        id=number(code, article.published_at(code), article.pk),
        article_id=article.pk,
        language=code,
        published_at=article.published_at(code),
        expires_at=article.expires_at(code),
        title_terms=" ".join(title.terms),
        title_words=" ".join(chinese.words(title.text)),
        summary_terms=" ".join(summary.terms),
        heading=Terms(code, [], heading),
        everything=Terms(code, heading, own),
        version=analysis.VERSION,
    )


def _heard(texts: list[_Read]) -> list[str]:
    """Return how the Chinese of texts sounds, from the beginning on."""
    found: list[str] = []
    for row in sounds.of_text(run for text in texts for run in text.runs):
        if len(found) >= MOST_HEARD:
            break
        found += [APART, *row]
    return [*found[: MOST_HEARD - 1], APART] if found else []


def _told_apart(terms: list[str]) -> list[str]:
    """Return terms without those that PostgreSQL could not keep: what separates stands for them."""
    times, left, kept = Counter(), MOST_BYTES, []
    for term in terms:
        # Each place takes two bytes, the term itself its letters and how many these are.
        left -= 2 if times[term] else len(term.encode()) + 6
        times[term] += 1
        kept.append(term if times[term] <= MOST_PLACES and left > 0 else APART)
    return kept


def _bounded(texts: Iterable[str | None]) -> Iterator[_Read]:
    """Yield texts, read, until there are enough signs or terms."""
    signs, terms = MOST_SIGNS, MOST_TERMS
    for text in texts:
        if signs <= 0 or terms <= 0:
            return
        yield (found := _Read((text or "")[:signs]))
        signs -= len(found.text)
        # What separates them is one as well.
        terms -= len(found.terms) + 1


def _texts(article: Article, code: str) -> Iterator[str]:
    """Yield what is read on the page besides title and summary, in pieces that stand apart."""
    yield from prose.blocks(getattr(article, column("body", code)))
    yield from _own_texts(article, code)
    for relation in article.row_relations:
        for row in getattr(article, relation).all():
            yield from _own_texts(row, code)


def _own_texts(row: models.Model, code: str) -> Iterator[str]:
    names = [name for name in strands.text_fields(type(row)) if name not in LEFT_OUT]
    yield from (getattr(row, column(name, code)) for name in names)
