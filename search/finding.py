"""Finding articles: candidates from the index, in the order of what they say, each once.

However common a word is, at most so many candidates are looked at: the newest that hold it in title
or summary and what is no news of these, or, where they are few, the newest that hold it anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache

from django.db.models import F, Q
from django.utils import timezone

import languages
from articles.models import Category
from search import candidates, categories, engines, promoted, spelling, tags
from search.analysis import sounds
from search.models import Entry, Synonym
from search.models.entry import numbers
from search.query import Query, parse
from search.ranking import Candidate, Ranking, nearest
from search.synonyms import Synonyms, terms_of

MOST = 200
MOST_LASTING = 100
MOST_ELSEWHERE = 100
# Whoever asks PostgreSQL for a single one has it read text by text until it meets one.
MOST_HELD = 50
MOST_NEAR, MOST_PARTS, MOST_WITH_PART = 10, 10, 50


@dataclass(frozen=True)
class Hit:
    """An article that meets the query in `language`, or in another one that says the same."""

    article_id: int
    kind: str
    section_id: int
    published_at: datetime
    worth: float
    is_promoted: bool = False
    # The language whose text meets the query, where it is not the visitor's.
    met_in: str = ""


@dataclass(frozen=True)
class Found:
    """Hits in their order. is_cut: there are more than were looked at."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    is_cut: bool = False
    # What the same words find on the page of each other language, in no order, and whether more.
    elsewhere: dict[str, tuple[list[Hit], bool]] = field(default_factory=dict)
    # Words that nothing holds, and what was looked for instead.
    instead: dict[str, list[str]] = field(default_factory=dict)
    # Lists whose names meet the query, in the visitor's language.
    categories: list[Category] = field(default_factory=list)


def understood(text: str) -> Query:
    """Read what was typed, with the words that editors have said to mean the same."""
    return parse(text, _synonyms(tuple(Synonym.objects.values_list("words", flat=True))))


# By their texts: what somebody edits counts from the next search on.
@lru_cache(maxsize=2)
def _synonyms(groups: tuple[str, ...]) -> Synonyms:
    return Synonyms([terms_of(words) for words in groups])


def find(text: str, language: str, tagged: Iterable[str] = ()) -> Found:
    """Return the public articles that meet what was typed.

    tagged: terms (search.tags) that each hit has. Where nothing meets it as it was typed, words
    that no text holds are read as misspelt ones or as beginnings.
    """
    query, now, tagged = understood(text), timezone.now(), list(tagged)
    if not query.clauses:
        return Found(query)
    found = _find(query, text, language, tagged, now)
    if not tagged:
        found = replace(found, categories=categories.find(query, language))
    if found.hits:
        return found
    other, instead = spelling.corrected(query, cache(lambda each: _is_held(each, now)))
    if not instead:
        return found
    # As if it had been typed so: with the words that mean the same.
    meant = spelling.written(text, instead)
    corrected = _find(understood(meant) if meant else other, text, language, tagged, now)
    # A word that fits the others nowhere was not meant: parts of what was typed say more.
    return (
        replace(corrected, instead=instead, categories=found.categories)
        if corrected.hits
        else found
    )


def find_near(query: Query, language: str) -> Found:
    """Return the articles that hold the most of a query, for when nothing holds all of it."""
    parts = spelling.parts(query)
    if len(parts.clauses) <= 1:
        return Found(query)
    now = timezone.now()
    among = numbers(language, now)
    ids: list[int] = []
    # Each by itself: or those that hold a common one would push out those that hold a rare one.
    for clause in parts.clauses[:MOST_PARTS]:
        one = replace(parts, clauses=(clause,))
        ids += engines.matching(one, engines.HEADING, among, MOST_WITH_PART)
    near = nearest(parts, candidates.read(list(dict.fromkeys(ids)), now))
    return Found(parts, [_hit(candidate, 0) for candidate in near[:MOST_NEAR]])


def _find(query: Query, text: str, language: str, tagged: list[str], now: datetime) -> Found:
    among = numbers(language, now)
    ids, is_cut = _ids(query, among, tagged)
    ranking = Ranking(query, now, _together(query, among, tagged, ids))
    hits = [_hit(each, ranking.worth(each)) for each in candidates.read(ids, now)]
    chosen = {} if tagged else promoted.chosen(text)
    elsewhere = {}
    # Whoever has more than can be looked at in their own language needs none of the other.
    if not is_cut:
        met, elsewhere = _met_elsewhere(query, language, tagged, hits, chosen, now)
        hits += met
    hits.sort(key=lambda hit: (-hit.worth, -hit.published_at.timestamp(), -hit.article_id))
    hits = _promoted(hits, chosen.get(language, []), language, now)
    return Found(query, hits, is_cut, elsewhere)


def _ids(query: Query, among: tuple[int, int], tagged: list[str]) -> tuple[list[int], bool]:
    in_headings = engines.matching(query, engines.HEADING, among, MOST + 1, tagged)
    if len(in_headings) <= MOST:
        ids = engines.matching(query, engines.EVERYTHING, among, MOST + 1, tagged)
        if len(ids) <= MOST:
            return ids, False
        return list(dict.fromkeys(in_headings + ids[:MOST])), True
    lasting = [*tagged, tags.LASTING]
    ids = engines.matching(query, engines.HEADING, among, MOST_LASTING, lasting)
    return list(dict.fromkeys(in_headings[:MOST] + ids)), True


def _together(
    query: Query, among: tuple[int, int], tagged: list[str], found: list[int]
) -> list[int]:
    """Return the newest entries that hold the words of a query side by side."""
    together = query.side_by_side
    said = {each for clause in together.clauses for each in clause.alternatives}
    # One run or quotation: whatever holds it holds it so, and was asked for already.
    if len(query.clauses) == 1 and said.issuperset(query.clauses[0].alternatives):
        return found
    return engines.matching(together, engines.EVERYTHING, among, MOST, tagged)


def _hit(candidate: Candidate, worth: float, **more) -> Hit:
    names = ("article_id", *candidates.OF_ARTICLE, "published_at")
    return Hit(**{name: getattr(candidate, name) for name in names}, worth=worth, **more)


def _met_elsewhere(
    query: Query,
    language: str,
    tagged: list[str],
    own: list[Hit],
    chosen: dict[str, list[int]],
    now: datetime,
) -> tuple[list[Hit], dict[str, tuple[list[Hit], bool]]]:
    """Return hits whose text in another language meets the query; they stand below all others.

    And what the page of each other language finds, which looks into `own` as we do into its texts.
    """
    hits, elsewhere = [], {}
    ranking = Ranking(query, now)
    known, newest = ({hit.article_id for hit in part} for part in (own, own[:MOST_ELSEWHERE]))
    for code in languages.others(language):
        ids, is_cut = _ids(query, numbers(code, now), tagged)
        found = candidates.read(ids, now)
        others = {each.article_id: each for each in found[:MOST_ELSEWHERE]}
        there = {each.article_id for each in found}
        wanted = {*chosen.get(code, []), *(() if is_cut else newest)} - there
        published = _published({language: others.keys() - known, code: wanted}, query, now)
        for row in published[language]:
            worth = ranking.worth(others[row["article_id"]]) - 100
            hits.append(Hit(**row, worth=worth, met_in=code))
        more = [Hit(**row, worth=0) for row in published[code]]
        # Whose own texts say nothing of it has no more to offer than the visitor's own page.
        if found:
            elsewhere[code] = [*(_hit(each, 0) for each in found), *more], is_cut
    return hits, elsewhere


def _published(wanted: dict[str, set[int]], query: Query, now: datetime) -> dict[str, list[dict]]:
    """Return what a hit says of articles that are public in a language, by language.

    Left out are those whose text there holds what the query excludes.
    """
    places = Q()
    for language, articles in wanted.items():
        places |= Q(language=language, article_id__in=articles) if articles else Q()
    if not places:
        return {language: [] for language in wanted}
    names = {name: F(f"article__{name}") for name in candidates.OF_ARTICLE}
    entries = Entry.objects.filter(candidates.is_public(now), places)
    rows = list(entries.values("pk", "article_id", "published_at", "language", **names))
    unwanted: set[int] = set()
    for language in wanted:
        within = [row["pk"] for row in rows if row["language"] == language]
        among = numbers(language, now)
        unwanted |= {
            *engines.matching(query.unwanted, engines.EVERYTHING, among, len(within), within=within)
        }
    found: dict[str, list[dict]] = {language: [] for language in wanted}
    for row in rows:
        if row.pop("pk") not in unwanted:
            found[row.pop("language")].append(row)
    return found


def _promoted(hits: list[Hit], chosen: list[int], language: str, now: datetime) -> list[Hit]:
    if not chosen:
        return hits
    there = {each.article_id: each for each in candidates.of_articles(chosen, language, now)}
    first = [_hit(there[pk], 1000, is_promoted=True) for pk in dict.fromkeys(chosen) if pk in there]
    return [*first, *(hit for hit in hits if hit.article_id not in there)]


def _is_held(query: Query, now: datetime) -> bool:
    """Tell whether any public text in any language meets a query."""
    # First letters stand in headings alone, which are shorter to read.
    heard = all(sounds.is_initials(phrase.terms[0]) for phrase in query.phrases)
    column = engines.HEADING if heard else engines.EVERYTHING
    return any(
        engines.matching(query, column, numbers(code, now), MOST_HELD) for code in languages.codes()
    )
