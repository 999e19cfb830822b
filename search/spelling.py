"""What else words may have meant, when nothing was found with them."""

import re
from collections.abc import Callable
from dataclasses import replace
from os.path import commonprefix

from rapidfuzz.distance import OSA

from search import analysis
from search.analysis import chinese, sounds
from search.models import Word
from search.query import Alternative, Clause, Phrase, Query

# Shorter words have too many neighbours; from the longer length on two slips are forgiven.
SHORTEST, LONG = 4, 8
MOST_WORDS, MOST_LOOKED_UP, MOST_CORRECTED = 3, 8, 5
# What counts, dates or places something, and is no part that anybody would look for by itself.
_FUNCTION = re.compile(
    r"[上下中内外前后里从到由向于以则且但又再才只已将其此各每某该所年月日时天号次种类项不无未可人大小]"
    r"|[一两几数这那每某各该][个家座条位名项次种类年月日天些份张本处间所]"
    r"|[们所被把对于在从由][的是有在]|是否|以上|以下|以及|可以|进行|其中|目前|已经"
)


def corrected(query: Query, is_held: Callable[[Query], bool]) -> tuple[Query, dict[str, list[str]]]:
    """Return the query with other words for those that no text holds, and which for which."""
    instead: dict[str, list[str]] = {}
    for clause in query.clauses[:MOST_CORRECTED]:
        if is_held(Query((clause,))):
            continue
        words = _held(_words_meant(clause), is_held)
        new = replace(clause, alternatives=tuple(_others(clause, words)))
        each = (Query((replace(new, alternatives=(one,)),)) for one in new.alternatives)
        if words or any(map(is_held, each)):
            query = query.replaced(clause, new)
            instead[clause.text] = [*words, *_begun(new, is_held)]
    return query, instead


def written(text: str, instead: dict[str, list[str]]) -> str:
    """Return a text with the right words in it, or nothing where one may be any of several."""
    for wrong, words in instead.items():
        if len(words) != 1 or not words[0].isalpha():
            return ""
        text = re.sub(rf"\b{re.escape(wrong)}\b", words[0], text, flags=re.IGNORECASE)
    return text


def _others(clause: Clause, words: list[str]) -> list[Alternative]:
    """Return what a clause may have meant: other words, what it begins, or what sounds like it."""
    if clause.is_chinese:
        rows = sounds.of_chinese(clause.text)
        return [tuple(Phrase(tuple(row)) for row in rows)] if rows else []
    found = [Phrase((term,)) for word in words if (term := analysis.term_of(word))]
    found += _beginnings(clause) if clause.is_word else []
    return [(phrase,) for phrase in dict.fromkeys(found)]


def parts(query: Query) -> Query:
    """Return the query with a clause for each word or pair of characters in it."""
    found = []
    for clause in query.clauses:
        heard = [each for each in clause.alternatives if sounds.is_sound(each[0].terms[0])]
        found += [Clause(clause.text, tuple(heard))] * bool(heard)
        terms = [term for phrase in clause.alternatives[0] for term in phrase.terms]
        # One syllable alone is nothing that anybody looks for.
        telling = [term for term in terms if _is_telling(term) and not sounds.is_sound(term)]
        found += [Clause(term, ((Phrase((term,)),),)) for term in telling]
    return replace(query, clauses=tuple(dict.fromkeys(found)))


def _is_telling(term: str) -> bool:
    return chinese.says_something(term) and not _FUNCTION.fullmatch(term)


def nearest(word: str) -> list[str]:
    """Return the words of the index that differ least from a misspelt one, at most a few."""
    slips = 2 if len(word) >= LONG else 1
    fewest = len(word) if len(word) == SHORTEST else len(word) - slips
    lengths = range(fewest, len(word) + slips + 1)
    # Nearly nobody mistypes the first letter.
    rows = Word.objects.filter(word__startswith=word[0], length__in=lengths)
    known = rows.values_list("word", flat=True)
    near = [(OSA.distance(word, each, score_cutoff=slips), each) for each in known]
    near = sorted(pair for pair in near if pair[0] <= slips and _is_likely(word, pair[1]))
    return [each for distance, each in near if distance == near[0][0]]


def _held(words: list[str], is_held: Callable[[Query], bool]) -> list[str]:
    """Return the first words that a public text holds.

    The list of words knows those of texts as well that were public once, or are still to be: none
    of them is told to anybody.
    """
    held = []
    for word in words[:MOST_LOOKED_UP]:
        term = analysis.term_of(word)
        if term and is_held(Query((Clause(word, ((Phrase((term,)),),)),))):
            held.append(word)
    return held[:MOST_WORDS]


def _is_likely(word: str, meant: str) -> bool:
    """Tell whether a word may be a slip; many are other words, spelt as they should be."""
    if len(word) == len(meant) < LONG and sorted(word) != sorted(meant):
        # `leader` is no `lender`: of a short word a vowel may be wrong, of the shortest nothing.
        return len(word) > SHORTEST and _without_vowels(word) == _without_vowels(meant)
    short, long = sorted((word.removesuffix("s"), meant.removesuffix("s")), key=len)
    before = len(commonprefix([short, long]))
    after = len(commonprefix([short[before:][::-1], long[before:][::-1]]))
    more = len(long) - len(short)
    # `director` begins `directory`, and `electronic` has a syllable more than `electric`.
    is_longer = before == len(short) < len(long) and long[-1] in "ydr"
    return not (is_longer or (more > 1 and before + after == len(short)))


def _without_vowels(word: str) -> str:
    return "".join(sign if sign not in "aeiouy" else "a" for sign in word)


def _words_meant(clause: Clause) -> list[str]:
    word = analysis.plain(clause.text)
    fits = clause.is_word and word.isascii() and word.isalpha()
    return nearest(word) if fits and len(word) >= SHORTEST else []


def _begun(clause: Clause, is_held: Callable[[Query], bool]) -> list[str]:
    """Return beginnings of words that there are, as they are shown to whoever typed one."""
    begun = [phrase for phrase in clause.phrases if phrase.is_prefix]
    alone = {phrase: replace(clause, alternatives=((phrase,),)) for phrase in begun}
    return [f"{phrase.terms[0]}…" for phrase in begun if is_held(Query((alone[phrase],)))]


def _beginnings(clause: Clause) -> list[Phrase]:
    """Return the phrases of a word that is only begun, or the first letters of Chinese ones."""
    word = analysis.plain(clause.text)
    # Nobody begins a number and leaves it at that.
    is_begun = len(word) >= SHORTEST - 1 and not word[0].isdecimal()
    begun = [Phrase((word,), is_prefix=True)] if is_begun else []
    letters = sounds.initials(word)
    return [*begun, *([Phrase(letters)] if letters else [])]
