"""What a result shows of an article, with the words marked for which it was found."""

from collections.abc import Iterable, Iterator
from itertools import islice

from articles import prose
from articles.models import Article
from languages import column
from search import analysis, excerpts
from search.analysis import Token, chinese, sounds
from search.excerpts import Part, Span
from search.query import Alternative, Clause, Phrase, Query

# So many signs of a text are looked through for what is shown of it; to hear them takes longer.
LONGEST, LONGEST_HEARD, MOST_SPANS = 40_000, 8_000, 500
Places = dict[Phrase, list[Span]]


def of_article(
    article: Article, query: Query, language: str, shown_in: str
) -> tuple[list[Part], list[Part]]:
    """Return the title of an article, and what is shown of its text.

    What stands together in one of them is marked nowhere in pieces.
    """
    title = getattr(article, column("title", language))
    in_title = places_of(title, query.phrases)
    text, in_text = _text(article, query, shown_in)
    held = {*in_title, *in_text}
    wanted = {phrase for clause in query.clauses for phrase in _to_mark(clause, held)}
    return (
        excerpts.marked(title, _spans(in_title, wanted)),
        excerpts.excerpt(text, _spans(in_text, wanted), shown_in),
    )


def _text(article: Article, query: Query, language: str) -> tuple[str, Places]:
    """Return the summary of an article, or its text where that says more."""
    summary = getattr(article, column("summary", language))
    in_summary = places_of(summary, query.phrases)
    said = _said(query, in_summary)
    if summary and said == len(query.clauses):
        return summary, in_summary
    body = excerpts.in_one_line(prose.blocks(getattr(article, column("body", language))))
    # A text is known by its sound, too, but not by the first letters of its sound.
    in_body = places_of(
        body, [each for each in query.phrases if not sounds.is_initials(each.terms[0])]
    )
    return (summary, in_summary) if summary and said >= _said(query, in_body) else (body, in_body)


def _said(query: Query, places: Places) -> float:
    """Return how much of a query a text says: each clause counts one where it stands as a whole."""
    return sum(
        max((_worth(clause, each, places) for each in clause.alternatives), default=0)
        for clause in query.clauses
    )


def _worth(clause: Clause, alternative: Alternative, places: Places) -> float:
    part = sum(phrase in places for phrase in alternative) / len(alternative)
    is_in_pieces = len(alternative) > 1 and len(clause.alternatives) > 1
    return part / 2 if is_in_pieces else part


def _to_mark(clause: Clause, held: set[Phrase]) -> Iterable[Phrase]:
    """Return the phrases of a clause to mark where some of all phrases are held."""
    wholes = [each[0] for each in clause.alternatives if len(each) == 1 and each[0] in held]
    if any(len(phrase.terms) > 1 or not _is_one_sign(phrase) for phrase in wholes):
        return wholes
    longer = [phrase for phrase in clause.phrases if phrase in held and not _is_one_sign(phrase)]
    # One character says something only where it is all that was looked for.
    return longer or clause.phrases


def _is_one_sign(phrase: Phrase) -> bool:
    return len(phrase.terms) == 1 and len(phrase.terms[0]) == 1 and chinese.is_han(phrase.terms[0])


def _spans(places: Places, wanted: set[Phrase]) -> list[Span]:
    """Return the places of wanted phrases, none over another."""
    merged: list[Span] = []
    for start, end in sorted(span for each in wanted for span in places.get(each, ())):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def places_of(text: str, phrases: Iterable[Phrase]) -> Places:
    """Return where phrases stand in a text, those that do."""
    found: Places = {}
    kinds: dict[str, list[Phrase]] = {}
    for phrase in dict.fromkeys(phrases):
        kinds.setdefault(phrase.terms[0][0], []).append(phrase)
    heard, begun = kinds.pop(sounds.SYLLABLE, []), kinds.pop(sounds.INITIALS, [])
    written = [phrase for rest in kinds.values() for phrase in rest]
    read_as = (
        (analysis.tokens, written, LONGEST),
        (sounds.tokens, heard, LONGEST_HEARD),
        (sounds.initials_of, begun, LONGEST_HEARD),
    )
    for read, wanted, longest in read_as:
        if wanted:
            standing = _standing(list(read(text[:longest])), wanted)
            for phrase, span in islice(standing, MOST_SPANS):
                found.setdefault(phrase, []).append(span)
    return found


def _standing(tokens: list[Token], phrases: list[Phrase]) -> Iterator[tuple[Phrase, Span]]:
    starting: dict[str, list[Phrase]] = {}
    beginnings = tuple(phrase for phrase in phrases if phrase.is_prefix and len(phrase.terms) == 1)
    for phrase in phrases:
        starting.setdefault(phrase.terms[0], []).append(phrase)
    for at, token in enumerate(tokens):
        for phrase in starting.get(token.term, ()):
            last = at + len(phrase.terms) - 1
            if tuple(each.term for each in tokens[at : last + 1]) == phrase.terms:
                yield phrase, (token.start, tokens[last].end)
        for phrase in beginnings:
            if token.term.startswith(phrase.terms[0]):
                # Of a pair of characters that begins with the one looked for, that one.
                is_pair = len(phrase.terms[0]) == 1
                yield phrase, (token.start, token.start + 1 if is_pair else token.end)
