"""What every style sheet of the portal keeps to, for the eyes of readers and for old browsers."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from liangjiang.styleguide.colours import SCHEMES, colours, pairs

pytestmark = pytest.mark.nodb

SHEETS = sorted((settings.BASE_DIR / "static/css").glob("*.css"))
# Newer than Chromium 104, which is what WeChat may bring along; without them a page lost its
# colours or its layout.
TOO_NEW = {
    ":has": r":has\(",
    "light-dark()": r"light-dark\(",
    "popover": r"popover",
    "@scope": r"@scope",
    "@container": r"@container",
    "color-mix()": r"color-mix\(",
    "relative colours": r"\bfrom var\(",
    "subgrid": r"subgrid",
    "dvh": r"\d[dsl]v[hw]\b",
    "ranges in media queries": r"@media[^{]*[<>]",
}
DESK = sorted((settings.BASE_DIR / "static/admin-desk").rglob("*.[cj]s*"))
# Newer than Chrome 109, the last one for the office's older computers.
TOO_NEW_FOR_THE_DESK = {
    "style sheets": r"light-dark\(|popover|@scope|color-mix\(|\bfrom var\(|subgrid|text-wrap|"
    r":user-(?:in)?valid|@starting-style",
    "scripts": r"\.(?:toSorted|toReversed|toSpliced|isSubsetOf|isDisjointFrom)\(|withResolvers|"
    r"groupBy|canParse|showPopover",
}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def nested(css: str) -> list[str]:
    """Return the selectors of rules that stand within other rules."""
    found, opened, start = [], [], 0
    for at, sign in enumerate(css):
        if sign == "{":
            selector = css[start:at].strip()
            if opened and not opened[-1].startswith("@"):
                found.append(selector)
            opened.append(selector)
        elif sign == "}":
            opened.pop()
        if sign in "{};":
            start = at + 1
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheet_asks_for_nothing_that_old_browsers_lack(sheet):
    css = without_comments(sheet)
    assert [name for name, pattern in TOO_NEW.items() if re.search(pattern, css)] == []
    assert nested(css) == []


def test_desk_asks_for_nothing_that_chrome_109_lacks():
    found = {}
    for file in DESK:
        text = without_comments(file)
        newer = [name for name, each in TOO_NEW_FOR_THE_DESK.items() if re.search(each, text)]
        newer += nested(text) if file.suffix == ".css" else []
        if newer:
            found[file.name] = newer
    assert len(DESK) > 20
    assert found == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_colour_is_a_token(sheet):
    # A token is given its colour where it is named: --paper: #fff.
    css = re.sub(r"--[\w-]+:[^;}]*", "", without_comments(sheet))
    assert COLOUR.findall(css) == []


def test_rules_within_rules_are_noticed():
    assert nested("@layer a { b { c: d } @media e { f { g: h } } }") == []
    assert nested("a { b: c; &:hover { d: e } f { g: h } }") == ["&:hover", "f"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_can_be_told_apart(scheme):
    assert [pair for pair in pairs(scheme) if not pair.is_enough] == []


def test_high_contrast_lifts_what_is_faint():
    for scheme in ("light, high contrast", "dark, high contrast"):
        known = colours(scheme)
        assert known["ink-2"] == known["ink-3"] == known["ink"]
        assert known["rule"] == known["edge"]
