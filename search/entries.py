"""Keeping the index: an entry for each language that is published, however it came to be.

`keep` is a step of publishing (PUBLISHING_STEPS) and runs in its transaction; deleting an article
takes its entries along. What is still to come, or has ended by itself, is told by the clock when
somebody looks for it.
"""

from collections.abc import Iterator

from django.db import models, transaction

import languages
from articles import prose, strands
from articles.announcing import Announcement
from articles.models import Article
from languages import column
from search import analysis, tags
from search.analysis import chinese, sounds
from search.models import Entry, Word
from search.models.entry import number
from search.models.terms import APART

# The terms of a text from here on are not indexed; a long report has a tenth of them.
MOST_TERMS = 12_000
LONGEST_WORD = 40
SHORTEST_WORD = 3
# Texts of an article that say who made something, or what machines are told.
LEFT_OUT = {"title", "summary", "body", "source", "author", "seo_description", "credit"}
LEFT_OUT |= {"picture_credit", "picture_alt", "alt"}


def keep(announcement: Announcement) -> None:
    """Bring the entries of an article into step with what its visitors read (or will)."""
    keep_article(announcement.article)


@transaction.atomic(savepoint=False)
def keep_article(article: Article) -> None:
    """Do so for an article of its kind's class, without any act."""
    made = list(entries_of(article))
    Entry.objects.filter(article_id=article.pk).delete()
    Entry.objects.bulk_create(made)
    keep_words(words_of(article))


def entries_of(article: Article) -> Iterator[Entry]:
    """Yield the entries of an article's published languages, not stored."""
    yield from (_entry(article, code) for code in _published(article))


def words_of(article: Article) -> set[str]:
    """Return the words by which misspelt ones are corrected."""
    return {word for code in _published(article) for word in _words(article, code)}


def _published(article: Article) -> list[str]:
    return [code for code in languages.codes() if article.published_at(code)]


def keep_words(words: set[str]) -> None:
    known = set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    new = [Word(word=word, length=len(word)) for word in sorted(words - known)]
    Word.objects.bulk_create(new, ignore_conflicts=True)


def _entry(article: Article, code: str) -> Entry:
    title, summary = (getattr(article, column(name, code)) for name in ("title", "summary"))
    title_terms, summary_terms = _terms(title), _terms(summary)
    heading = [
        *title_terms,
        APART,
        *summary_terms,
        APART,
        *analysis.beside(f"{title}\n{summary}"),
        APART,
        *(term for run in sounds.terms(f"{title}\n{summary}") for term in [*run, APART]),
        *tags.of(article, code),
    ]
    return Entry(
        id=number(code, article.published_at(code), article.pk),
        article_id=article.pk,
        language=code,
        published_at=article.published_at(code),
        expires_at=article.expires_at(code),
        title_terms=" ".join(title_terms),
        title_words=" ".join(chinese.words(analysis.comparable(title))),
        summary_terms=" ".join(summary_terms),
        heading=([], heading),
        everything=(heading, _terms_of_texts(list(_texts(article, code)))),
        version=analysis.VERSION,
    )


def _terms(text: str) -> list[str]:
    return [token.term for token in analysis.tokens(text)]


def _terms_of_texts(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        found += [*_terms(text), APART]
        if len(found) > MOST_TERMS:
            break
    return found[:MOST_TERMS] + analysis.beside("\n".join(texts))


def _texts(article: Article, code: str) -> Iterator[str]:
    """Yield what is read on the page besides title and summary, in pieces that stand apart."""
    yield from prose.blocks(getattr(article, column("body", code)))
    yield from _own_texts(article, code)
    for relation in article.row_relations:
        for row in getattr(article, relation).all():
            yield from _own_texts(row, code)


def _own_texts(row: models.Model, code: str) -> Iterator[str]:
    names = [name for name in strands.text_fields(type(row)) if name not in LEFT_OUT]
    yield from (getattr(row, column(name, code)) or "" for name in names)


def _words(article: Article, code: str) -> set[str]:
    parts = [getattr(article, column(name, code)) for name in ("title", "summary")]
    text = analysis.comparable("\n".join([*parts, *_texts(article, code)]))
    found = (analysis.plain(run.text) for run in analysis.runs(text) if run.kind == "word")
    return {
        word
        for word in found
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha() and word.isascii()
    }
