"""Saved pages for the tests: the sample, and variants of it built in code."""

from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "fixtures/legacy/sample.txt"
TEXT = SAMPLE.read_text(encoding="utf-8")
TITLE = "Liangjiang inks 25 investment projects before Smart China Expo"
BREADCRUMB = "Home > Events"
DATE = "Updated: 2021-08-19"
CAPTION = (
    "25 key projects are settled in Liangjiang New Area at a cloud signing ceremony held on Aug 18."
)
CREDIT = "Photo/WeChat account of Chongqing Liangjiang New Area"
TEASER = (
    "UK trade commissioner for China praised Chongqing as a burgeoning center in intelligent "
    "manufacturing."
)
BBC = "Chongqing residents watched the trailer of the BBC's new natural history series."
LEGAL = "Contact Us | Terms and Conditions | Privacy Policy"
CAPTION_LINE = f"{CAPTION} [{CREDIT}]"
FIRST = "A cloud signing ceremony was held in Liangjiang New Area"
LAST_WORDS = "SMore Vimo industrial internet platform."
PARAGRAPHS = [
    line
    for line in TEXT.splitlines()
    if len(line) > 120 and not line.startswith(("25 key projects", "INVESTING"))
]


def changed(old: str, new: str, count: int = 1) -> str:
    """Return the sample with some words changed; fails where they do not stand in it."""
    assert old in TEXT
    return TEXT.replace(old, new, count)


def without(*lines: str) -> str:
    """Return the sample without every line that is one of these."""
    return "\n".join(line for line in TEXT.splitlines() if line not in lines)


def after_date(line: str) -> str:
    """Return the sample with a line under its date."""
    return changed(DATE, f"{DATE}\n\n{line}")
