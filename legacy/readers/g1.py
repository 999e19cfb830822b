"""Pages of the older system, 2014 to 2022: `Home > Events`, title, `Updated: 2021-08-19`, text.

The title is repeated before every picture. Order of work and small forms follow what is known of
the former site (docs/decisions/0012-legacy-pages.md).
"""

import re
from dataclasses import dataclass

from articles.prose import without_controls
from legacy.page import Page, Refused
from legacy.readers import furniture, lines

# A glued "Home>" is the sign of the next generation.
_BREADCRUMB = re.compile(r"(?:Home\s|首页\s?)\s*[>›»＞]\s*(?P<names>\S.*)")
# Not \s*, which would try every blank line of a long file from every other one.
_SIGN = re.compile(
    r"^[^\S\n]*(?:Home\s+>|首页\s?>|Updated:\s|ABOUT Introduction )|Contact Us 中文", re.MULTILINE
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
LONGEST_HEADLINE, LONGEST_CAPTION, LONGEST_CREDIT = 200, 400, 200
LONGEST_TEASER, MOST_TEASERS = 250, 2
# Blank lines that set a teaser apart; paragraphs are one apart.
APART = 2


@dataclass
class _Part:
    """A line, or what is left of it beside furniture; `rule` takes it out of the article."""

    text: str
    rule: str
    blank_lines_before: int


def recognises(text: str) -> bool:
    return bool(_SIGN.search(text)) and not re.search(r"^[^\S\n]*Home>", text, re.MULTILINE)


def read(text: str) -> Page:
    page = Page("G1")
    parts = _after_the_breadcrumb(page, _parts(text))
    _mark_after_the_footer(parts)
    _mark_unknown_teaser(page, parts)
    for part in parts:
        if part.rule:
            page.drop(part.rule, part.text)
    matter = [part.text for part in parts if not part.rule]
    for line in _after_the_head(page, matter):
        _take_body_line(page, line)
    return _finished(page)


def _parts(text: str) -> list[_Part]:
    parts, blank = [], 0
    for raw in text.splitlines():
        line = " ".join(without_controls(raw.translate(_INVISIBLE)).split())
        for rule, piece in furniture.split(line):
            parts.append(_Part(piece, rule, blank))
            blank = 0
        blank = 0 if line else blank + 1
    return parts


def _after_the_breadcrumb(page: Page, parts: list[_Part]) -> list[_Part]:
    header = next((n for n, part in enumerate(parts) if part.rule == "header"), None)
    places = [n for n, part in enumerate(parts) if _BREADCRUMB.fullmatch(part.text)]
    if not places:
        raise Refused("no breadcrumb line such as “Home > Events”")
    place = next((n for n in places if header is not None and n > header), places[0])
    page.breadcrumb = parts[place].text
    for number, part in enumerate(parts[:place]):
        is_ours = header is not None and number >= header
        page.drop((is_ours and part.rule) or "before the header", part.text)
    rest = parts[place + 1 :]
    if rest and rest[0].rule == "teaser":
        # In this place it is the headline of an article of its own.
        rest[0].rule = ""
    return rest


def _mark_after_the_footer(parts: list[_Part]) -> None:
    last = max((n for n, part in enumerate(parts) if part.rule in furniture.FOOTER), default=None)
    for part in parts[last + 1 :] if last is not None else []:
        part.rule = part.rule or "after the footer"


def _mark_unknown_teaser(page: Page, parts: list[_Part]) -> None:
    """Take out a teaser whose words are not known, by its place before the site map."""
    foot = next((n for n, part in enumerate(parts) if part.rule in furniture.FOOTER), None)
    if foot is None or any(part.rule == "teaser" for part in parts):
        return
    label = max((n for n, part in enumerate(parts[:foot]) if part.rule == "label"), default=None)
    found = []
    if label is not None:
        found = [part for part in parts[label:foot] if not part.rule]
    elif foot and not parts[foot - 1].rule and _stands_apart(parts, foot - 1):
        found = [parts[foot - 1]]
    if found and len(found) <= MOST_TEASERS and all(len(p.text) <= LONGEST_TEASER for p in found):
        for part in found:
            part.rule = "teaser, by its place"
        page.notes.append("A line before the site map was taken for a teaser; please check it.")


def _stands_apart(parts: list[_Part], number: int) -> bool:
    """Tell whether more blank lines stand around this part than between any two before it."""
    around = min(parts[number].blank_lines_before, parts[number + 1].blank_lines_before)
    earlier = max((part.blank_lines_before for part in parts[:number]), default=around)
    return around >= APART and around > earlier


# The head: headline, date, byline and source, in any order


def _after_the_head(page: Page, matter: list[str]) -> list[str]:
    for number, line in enumerate(matter):
        following = matter[number + 1] if number + 1 < len(matter) else ""
        if not _take_head_line(page, line, following):
            matter = matter[number:]
            break
    else:
        matter = []
    if not page.headline:
        raise Refused("no headline after the breadcrumb")
    return matter


def _take_head_line(page: Page, line: str, following: str) -> bool:
    if _take_anywhere(page, line) or _take_byline(page, line):
        return True
    if not page.headline and _can_be_headline(line, following):
        page.headline = line
        return True
    is_before_date = page.date is None and bool(lines.DATE.fullmatch(following))
    if page.headline and not page.author and is_before_date and lines.is_name(line):
        page.author = line
        return True
    return False


def _take_byline(page: Page, line: str) -> bool:
    if named := lines.byline(line):
        author, source = named
        if page.author or (source and page.source):
            page.drop("second byline", line)
            return True
        page.author, page.source = author, source or page.source
        if line.endswith((",", "，")):
            page.notes.append(f"The byline “{line}” has lost its source.")
        return True
    if source := lines.source(line):
        if page.source:
            page.drop("second source", line)
        page.source = page.source or source
        return True
    return False


def _can_be_headline(line: str, following: str) -> bool:
    if len(line) > LONGEST_HEADLINE or lines.caption(line):
        return False
    is_sure = lines.DATE.fullmatch(following) or lines.normal(following) == lines.normal(line)
    return bool(is_sure) or not line.endswith((".", "。"))


# The body


def _take_body_line(page: Page, line: str) -> None:
    if _take_anywhere(page, line) or _take_editor(page, line) or _take_caption(page, line):
        return
    page.paragraphs.append(line)


def _take_anywhere(page: Page, line: str) -> bool:
    if page.headline and lines.normal(line) == lines.normal(page.headline):
        # It is the description of a picture, which repeats the title.
        page.pictures += 1
        page.drop("repeated title", line)
        return True
    if line == page.breadcrumb:
        page.drop("repeated breadcrumb", line)
        return True
    if not lines.DATE.fullmatch(line):
        return False
    if page.date:
        page.drop("second date line", line)
        return True
    page.date = lines.date(line)
    if not page.date:
        page.drop("date line without a date", line)
    return True


def _take_editor(page: Page, line: str) -> bool:
    name = lines.editor(line)
    if not name:
        return False
    if page.editor:
        page.drop("second editor line", line)
    page.editor = page.editor or name
    return True


def _take_caption(page: Page, line: str) -> bool:
    found = lines.caption(line)
    if not found:
        return False
    caption, emptied = found
    if len(caption.text) > LONGEST_CAPTION or len(caption.credit) > LONGEST_CREDIT:
        page.notes.append("A caption is too long for a caption and stays in the text.")
        return False
    if emptied:
        page.drop("emptied credit", emptied)
    page.captions.append(caption)
    return True


def _finished(page: Page) -> Page:
    page.pictures = max(page.pictures, len(page.captions))
    if not page.paragraphs and any(caption.text for caption in page.captions):
        page.paragraphs = [caption.text for caption in page.captions if caption.text]
        page.notes.append("The page has no text but captions; they stand as its text too.")
    if not page.paragraphs:
        raise Refused("no text: nothing is left beside the headline and what stands on every page")
    return page
