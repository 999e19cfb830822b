"""What has changed between two texts: in English by words, in Chinese by characters."""

import pytest

from articles import comparing, differences
from articles.differences import Clock

pytestmark = pytest.mark.nodb

SIGNS = {"same": "%s", "added": "[+%s]", "removed": "[-%s]"}


def marked(pieces) -> str:
    return "".join(SIGNS[piece.kind] % piece.text for piece in pieces)


def between(old: str, new: str) -> str:
    return marked(differences.compare(old, new, Clock(5)))


def bodies(old: str, new: str, seconds: float = 5) -> list[str]:
    changes = comparing.compare_bodies(old, new, Clock(seconds))
    return [
        f"{change.kind} {change.old_number}>{change.new_number} {marked(change.pieces)}"
        for change in changes
    ]


def looks(old: str, new: str) -> list[tuple]:
    changes = comparing.compare_bodies(old, new, Clock(5))
    return [
        (look.what, look.words, look.old, look.new) for change in changes for look in change.looks
    ]


def test_english_is_compared_by_words():
    old, new = "The river rises in April. Boats go on.", "The river rose in late May. Boats go on."
    assert between(old, new) == "The river [-rises][+rose] in [-April][+late May]. Boats go on."
    assert between("It isn't 4,632 km.", "It isn't 4,633 km.") == "It isn't [-4,632][+4,633] km."


def test_chinese_is_compared_by_characters_and_numbers_stay_whole():
    old, new = "四月，投资463亿元，GDP增长5.2%。", "五月，投资1463亿元，GDP增长6.2%左右。"
    expected = "[-四][+五]月，投资[-463][+1463]亿元，GDP增长[-5.2%][+6.2%左右]。"
    assert between(old, new) == expected


def test_text_that_was_rewritten_is_shown_as_a_whole():
    assert between("四月，江水上涨。", "智博会昨天开幕") == "[-四月，江水上涨。][+智博会昨天开幕]"


def test_body_is_compared_by_blocks_first():
    old = "<p>The river rises in April.</p><h2>Boats</h2><p>They go on all year.</p><p>Old.</p>"
    new = (
        "<p>The river rises in April.</p><p>A bridge was added here.</p><h2>Boats</h2>"
        "<p>They go on all summer.</p>"
    )
    assert bodies(old, new) == [
        "equal 1>1 The river rises in April.",
        "added None>2 [+A bridge was added here.]",
        "equal 2>3 Boats",
        "changed 3>4 They go on all [-year][+summer].",
        "removed 4>None [-Old.]",
    ]


def test_paragraph_that_stands_elsewhere_was_moved():
    first, second, third = "<p>One two three.</p>", "<p>Four five six.</p>", "<p>Seven eight.</p>"
    assert bodies(first + second + third, second + third + first) == [
        "equal 2>1 Four five six.",
        "equal 3>2 Seven eight.",
        "moved 1>3 One two three.",
    ]


def test_what_looks_else_is_named():
    old = (
        '<p>A <strong>bold</strong> word, a <a href="/en/">link</a>.</p>'
        "<ul><li><p>One</p></li></ul>"
    )
    new = '<h2>A bold word, a <a href="/zh/">link</a>.</h2><ol><li><p>One</p></li></ol>'
    assert looks(old, new) == [
        ("kind", "", "p", "h2"),
        ("relinked", "link", "/en/", "/zh/"),
        ("not_bold", "bold", "", ""),
        ("numbered", "", "", ""),
    ]


def test_pictures_are_not_ignored():
    figure = '<figure data-picture="{}" data-alt="{}"></figure>'
    old = "<p>River.</p>" + figure.format(7, "A boat")
    assert looks(old, "<p>River.</p>" + figure.format(7, "Two boats")) == [
        ("alt", "", "A boat", "Two boats")
    ]
    assert bodies(old, old + figure.format(8, "")) == [
        "equal 1>1 River.",
        "equal 2>2 ",
        "added None>3 ",
    ]


def test_what_takes_too_long_is_shown_by_whole_blocks_and_says_so():
    old, new = {"body_en": "<p>One two three.</p>"}, {"body_en": "<p>One two four.</p>"}
    [part] = comparing.compare(_content(old), _content(new), "en", seconds=-1)
    assert part.is_coarse
    [change] = part.changes
    assert marked(change.pieces) == "[-One two three.][+One two four.]"
    [part] = comparing.compare(_content(old), _content(new), "en")
    assert not part.is_coarse


def test_fields_and_rows_that_differ_are_parts():
    row = {"key": "k", "fields": {"caption_en": "The boat"}}
    old = _content({"title_en": "Spring", "source_en": "Gazette"}, [row])
    new = _content(
        {"title_en": "Summer", "source_en": "Gazette "},
        [row | {"fields": {"caption_en": "The boats"}}],
    )
    parts = comparing.compare(old, new, "en")
    assert [(part.name, part.key, marked(part.pieces)) for part in parts] == [
        ("title_en", "", "[-Spring][+Summer]"),
        ("caption_en", "k", "The [-boat][+boats]"),
    ]


def test_shared_rows_are_added_removed_and_moved():
    def rows(keys: str) -> list[dict]:
        return [{"key": key, "fields": {"picture": key}} for key in keys]

    found = comparing.compare(_content({}, rows("abcd")), _content({}, rows("bcae")), "shared")
    assert {(part.key, part.old, part.new) for part in found} == {
        ("a", 1, 3),
        ("d", 4, None),
        ("e", None, 4),
    }


def _content(fields: dict, rows: list | None = None) -> dict:
    return {"fields": fields, "rows": {"pictures": rows or []}}
