"""What somebody asks for: words, "phrases in quotes" and -exclusions, as terms of the index.

A query is met by a text in which every clause is met and nothing excluded stands. A clause is one
word or run of Chinese, with everything that counts as the same; each of its alternatives is a
handful of phrases that must all stand in the text, each with its terms side by side.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.words import typed
from search import analysis
from search.analysis import chinese, sounds
from search.synonyms import Synonyms

MOST_CLAUSES = 10
# What begins with one character stands in most texts: a few of these say as much as many.
MOST_BEGUN, MOST_EXCLUDED = 3, 3
LONGEST_PHRASE = 40
_QUOTED = re.compile(r"[\"“”„«»「」『』]([^\"“”„«»「」『』]*)[\"“”„«»「」『』]")
_EXCLUDED = re.compile(r"(?<!\S)[-－−](?=[^\s\-])(\S+)")


@dataclass(frozen=True)
class Phrase:
    """Terms side by side; of the last one perhaps only the beginning."""

    terms: tuple[str, ...]
    is_prefix: bool = False


Alternative = tuple[Phrase, ...]


@dataclass(frozen=True)
class Clause:
    """What was typed, and what a text may say to meet it."""

    text: str
    alternatives: tuple[Alternative, ...]
    # A word of a script with spaces, or Chinese, may be misspelt; what stands in quotes is neither.
    is_word: bool = False
    is_chinese: bool = False

    @property
    def phrases(self) -> Iterator[Phrase]:
        for alternative in self.alternatives:
            yield from alternative


@dataclass(frozen=True)
class Query:
    """All of it; without clauses nothing is found."""

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    # The terms of what is looked for, as they were typed one after the other.
    together: tuple[str, ...] = ()

    def replaced(self, old: Clause, new: Clause) -> "Query":
        return replace(self, clauses=tuple(new if each is old else each for each in self.clauses))

    @property
    def sense(self) -> tuple:
        """What two queries have in common that ask for the same: `ferry` and `Ferries`."""
        return tuple(clause.alternatives for clause in self.clauses), self.excluded

    @property
    def side_by_side(self) -> "Query":
        """What is met where the words stand as they were typed; nothing where there is but one."""
        typed = [clause.alternatives[0] for clause in self.clauses]
        alternatives = [(Phrase(self.together),)] if len(self.together) > 1 else []
        # Runs of Chinese, quotations and terms of editors may be apart from each other.
        if any(len(phrase.terms) > 1 for each in typed for phrase in each):
            alternatives.append(tuple(phrase for each in typed for phrase in each))
        alternatives = tuple(dict.fromkeys(alternatives))
        return Query((Clause("", alternatives),)) if alternatives else Query()

    @property
    def unwanted(self) -> "Query":
        """What is met by each text in which something excluded stands."""
        alternatives = tuple((phrase,) for phrase in self.excluded)
        return Query((Clause("", alternatives),)) if alternatives else Query()

    @property
    def phrases(self) -> list[Phrase]:
        return [phrase for clause in self.clauses for phrase in clause.phrases]


def parse(text: str, synonyms: Synonyms | None = None) -> Query:
    """Read what was typed, whatever it is; words that say nothing are left out."""
    text = typed(text)
    quoted = [clause for part in _QUOTED.findall(text) for clause in _quoted(part)]
    without_quotes = _QUOTED.sub(" ", text)
    excluded = _EXCLUDED.findall(without_quotes)
    plain = analysis.comparable(_EXCLUDED.sub(" ", without_quotes))
    clauses = dict.fromkeys([*quoted, *_clauses(plain, synonyms or Synonyms())])
    said = [clause for clause in clauses if _says_something(clause)] or [*clauses]
    begun = [phrase for clause in said for phrase in clause.phrases if _is_costly(phrase)]
    few = {*list(dict.fromkeys(begun))[:MOST_BEGUN]}
    said = [short for clause in said if (short := _without_costly(clause, few))]
    not_wanted = [phrase for part in excluded for phrase in _side_by_side(part)]
    return Query(
        tuple(said[:MOST_CLAUSES]),
        tuple(each for each in not_wanted if not (few and _is_costly(each)))[:MOST_EXCLUDED],
        _terms(_EXCLUDED.sub(" ", text)),
    )


def _is_costly(phrase: Phrase) -> bool:
    """Tell whether a phrase is all that begins with one character."""
    return phrase.is_prefix and len(phrase.terms) == 1 and len(phrase.terms[0]) == 1


def _without_costly(clause: Clause, but: set[Phrase]) -> Clause | None:
    """Return a clause without what costs too much; None if nothing is left of it."""
    left = (
        tuple(phrase for phrase in alternative if phrase in but or not _is_costly(phrase))
        for alternative in clause.alternatives
    )
    alternatives = tuple(dict.fromkeys(each for each in left if each))
    return replace(clause, alternatives=alternatives) if alternatives else None


def side_by_side(text: str) -> Phrase | None:
    """Return a text as one phrase, if it says anything."""
    terms = _terms(text)
    # One character alone begins the pairs in which it stands.
    is_prefix = len(terms) == 1 and len(terms[0]) == 1 and chinese.is_han(terms[0])
    return Phrase(terms, is_prefix) if terms else None


def _terms(text: str) -> tuple[str, ...]:
    return tuple(token.term for token in analysis.tokens(text))[:LONGEST_PHRASE]


def _says_something(clause: Clause) -> bool:
    """Tell whether a clause is more than a Chinese question word."""
    # What holds no Chinese is none, and needs no dictionary of it.
    if not chinese.is_in(clause.text):
        return bool(clause.text)
    return any(map(chinese.says_something, chinese.words(clause.text)))


def _side_by_side(text: str) -> list[Phrase]:
    phrase = side_by_side(text)
    return [phrase] if phrase else []


def _quoted(text: str) -> list[Clause]:
    return [Clause(text, ((phrase,),)) for phrase in _side_by_side(text)]


def _clauses(text: str, synonyms: Synonyms) -> Iterator[Clause]:
    for part, group in synonyms.split(text):
        if group:
            yield _same(part, group)
        else:
            yield from _plain_clauses(part)


def _same(text: str, group: tuple[str, ...]) -> Clause:
    """Return the clause of words that editors have said to mean the same.

    Those that were typed may stand apart as well, as if nobody had said so.
    """
    alternatives = [_as_written(term) for term in [text, *group]]
    alternatives.append(tuple(_apart(text)))
    return Clause(text, tuple(each for each in dict.fromkeys(alternatives) if each))


def _as_written(term: str) -> Alternative:
    """Return the phrase of a term; Chinese with a space in it is several that may stand apart."""
    runs = list(analysis.runs(analysis.comparable(term)))
    if all(run.kind == "han" for run in runs):
        return tuple(phrase for run in runs for phrase in _side_by_side(run.text))
    return tuple(_side_by_side(term))


def _apart(text: str) -> Iterator[Phrase]:
    for run in analysis.runs(text):
        for word in chinese.words(run.text) if run.kind == "han" else [run.text]:
            yield from _side_by_side(word) if chinese.says_something(word) else ()


def _plain_clauses(text: str) -> Iterator[Clause]:
    waiting: list[analysis.Run] = []
    for run in [*analysis.runs(text), None]:
        if run and run.kind == "word" and len(waiting) < MOST_CLAUSES:
            waiting.append(run)
            continue
        yield from _words(text, waiting)
        waiting = []
        if run and run.kind == "han":
            yield _chinese(run.text)


def _chinese(run: str) -> Clause:
    run = run[:LONGEST_PHRASE]
    whole = side_by_side(run)
    parts = tuple(_apart(run))
    alternatives = dict.fromkeys([(whole,), parts] if parts else [(whole,)])
    return Clause(run, tuple(alternatives), is_chinese=True)


def _words(text: str, found: list[analysis.Run]) -> Iterator[Clause]:
    """Yield the clauses of words with spaces between them; some may be sounds of Chinese."""
    waiting: list[analysis.Run] = []
    for compound in [*analysis.compounds(text, found), None]:
        if compound and len(compound) == 1 and sounds.is_syllables(compound[0].text):
            waiting += compound
            continue
        yield from _perhaps_heard(waiting)
        waiting = []
        if compound:
            yield from _written(compound)


def _perhaps_heard(group: list[analysis.Run]) -> Iterator[Clause]:
    if any(sounds.are_several(run.text) for run in group):
        # `are` is no `a re`; but `can ting`, syllable by syllable, is no `can`.
        group = [run for run in group if analysis.term_of(run.text)]
    if all(sounds.are_several(run.text) for run in group):
        yield from (_heard([run]) for run in group)
    elif sounds.readings([run.text for run in group]):
        yield _heard(group)
    else:
        for run in group:
            yield from _written([run])


def _heard(group: list[analysis.Run]) -> Clause:
    as_words = tuple(Phrase((term,)) for run in group if (term := analysis.term_of(run.text)))
    readings = sounds.readings([run.text for run in group])
    heard = [(Phrase(tuple(sounds.pairs(row))),) for row in readings]
    alternatives = [as_words, *heard] if as_words else heard
    return Clause(" ".join(run.text for run in group), tuple(alternatives), is_word=len(group) == 1)


def _written(compound: list[analysis.Run]) -> Iterator[Clause]:
    """Yield the clause of a word; one with hyphens may be written in one piece, or in several."""
    apart = tuple(term for run in compound if (term := analysis.term_of(run.text)))
    joined = analysis.term_of("".join(run.text for run in compound))
    alternatives = [(Phrase(terms),) for terms in (apart, (joined,)) if any(terms)]
    alternatives += [tuple(Phrase((term,)) for term in apart)] if apart else []
    if alternatives:
        text = "-".join(run.text for run in compound)
        yield Clause(text, tuple(dict.fromkeys(alternatives)), is_word=len(compound) == 1)
