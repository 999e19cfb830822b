"""Two texts made from one are put together; nothing that either side wrote is lost."""

import random

import pytest

from articles import threeway
from articles.threeway import BOTH, MINE, THEIRS, Clash

pytestmark = pytest.mark.nodb

WORDS = (
    ("A", "The river rises in April every year."),
    ("B", "Boats go on all summer, twice a day."),
    ("C", "智博会九月在悦来开幕，会期三天。"),
    ("D", "Tickets are sold at the pier."),
)
KNOWN = {letter: f"<p>{words}</p>" for letter, words in WORDS} | {
    "T": "<table><tbody><tr><td><p>463</p></td><td><p>亿元</p></td></tr></tbody></table>",
    "U": "<table><tbody><tr><td><p>512</p></td><td><p>亿元</p></td></tr></tbody></table>",
    "F": '<figure data-picture="7" data-alt="A bridge"></figure>',
    "G": '<figure data-picture="8" data-alt="A tower"></figure>',
    "L": "<ul><li><p>one<br>line</p></li><li><p>two</p></li></ul>",
    "X": "<p>完全不同的一段话。</p>",
    "Y": "<h2>Quite another thing</h2>",
}


def text(letters: str) -> str:
    """Write a body from letters; one in lower case is its paragraph with words added."""
    longer = {each.lower(): KNOWN[each].replace("</p>", " 又加了一句。</p>") for each in "ABCD"}
    return "".join((KNOWN | longer)[each] for each in letters)


def letters(parts: list[str]) -> str:
    known = {text(each): each for each in [*KNOWN, *"abcd"]}
    return "".join(known[part] for part in parts)


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return what comes of it: `A(b|B)C` where a person has to decide between mine and theirs."""
    found = threeway.merge(text(base), text(mine), text(theirs), seconds=30)
    return found and "".join(
        f"({letters(each.mine)}|{letters(each.theirs)})"
        if isinstance(each, Clash)
        else letters(each)
        for each in found
    )


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        # Each changed a paragraph of their own, be it the next one, in either script.
        ("ABCD", "aBCD", "ABcD", "aBcD"),
        ("ABCD", "aBCD", "AbCD", "abCD"),
        ("ABCD", "ABCD", "AbcD", "AbcD"),
        # The same one.
        ("ABCD", "AbCD", "AXCD", "A(b|X)CD"),
        ("ABCD", "AbCD", "AbcD", "AbcD"),
        ("C", "c", "X", "(c|X)"),
        # Added, here and there, at one place, and the same.
        ("ABCD", "AXBCD", "ABCDY", "AXBCDY"),
        ("ABCD", "ABXCD", "ABYCD", "AB(X|Y)CD"),
        ("ABCD", "ABXCD", "ABXCd", "ABXCd"),
        ("", "X", "Y", "(X|Y)"),
        # Taken out: alone, by both, and where the other has written.
        ("ABCD", "ABD", "aBCD", "aBD"),
        ("ABCD", "ABD", "ABD", "ABD"),
        ("ABCD", "ABD", "ABcD", "AB(|c)D"),
        # Divided or rewritten with its neighbour by one, changed by the other.
        ("ABCD", "AbXCD", "AXBCD", None),
        ("ABCD", "AbXCD", "AYCD", "A(bX|Y)CD"),
        ("ABCD", "AXYD", "ABcD", "A(XY|Bc)D"),
        # Moved by one.
        ("ABCD", "BCDA", "ABcD", "BcDA"),
        ("ABCD", "BCDA", "aBCD", None),
        ("ABCD", "BCDA", "BACD", None),
        # Tables, figures and lists are one part each.
        ("ATBFC", "aUBFC", "ATBGC", "aUBGC"),
        ("ATB", "AUB", "AB", "A(U|)B"),
        ("AFB", "AGB", "AXB", "A(G|X)B"),
        ("ALB", "ALXB", "aLB", "aLXB"),
    ],
)
def test_what_one_side_changed_is_taken_and_what_both_changed_is_asked(base, mine, theirs, result):
    assert merged(base, mine, theirs) == result


def test_choice_puts_either_text_or_both_in_the_place_of_a_clash():
    found = threeway.merge(text("ABC"), text("AbC"), text("AXC"))
    (clash,) = threeway.clashes(found)
    assert clash.places == (1, 1)
    for choice, result in ((MINE, "AbC"), (THEIRS, "AXC"), (BOTH, "AXbC")):
        assert threeway.joined(found, {clash.key: choice}) == text(result)
    other = threeway.merge(text("ABC"), text("AbC"), text("AYC"))
    assert threeway.clashes(other)[0].key != clash.key


def test_nothing_is_lost_whatever_two_people_do():
    chance, proposals = random.Random(7), 0  # noqa: S311  (the same every time)
    for _round in range(400):
        base = "".join(chance.sample("ABCDTFL", chance.randint(0, 6)))
        mine, theirs = (_edited(base, chance) for _side in range(2))
        assert merged(base, mine, base) in (mine, None)
        assert merged(base, base, theirs) in (theirs, None)
        assert merged(base, mine, mine) == mine
        found = merged(base, mine, theirs)
        proposals += found is not None
        for side in (mine, theirs) if found else ():
            # Whatever somebody wrote anew is there, or stands among what is asked.
            assert {*side} - {*base} <= {*found}, (base, mine, theirs, found)
        if found and "(" not in found:
            kept = {each for each in base if each in mine and each in theirs}
            assert kept <= {*found}, (base, mine, theirs, found)
    assert proposals > 200


def _edited(base: str, chance: random.Random) -> str:
    parts = [*base]
    for _change in range(chance.randint(0, 3)):
        place = chance.randint(0, len(parts))
        act = chance.choice(("add", "remove", "change"))
        if act == "add":
            parts.insert(place, chance.choice("XYUG"))
        elif place < len(parts) and act == "remove":
            del parts[place]
        elif place < len(parts) and parts[place] in "ABCD":
            parts[place] = parts[place].lower()
    return "".join(parts)
