"""A text begun from the structure of the other language: the same blocks, each to be translated.

Every part carries a mark that its writers see, since an editor keeps no empty paragraphs; as long
as one stands in a text, it cannot be published.
"""

import re

import languages
from articles import prose
from articles.prose.figures import Figure, replaced
from languages import EN, ZH

# In the words of the language that is to be written.
MARKS = {EN: "[To translate]", ZH: "【待译】"}

# In the stored form all words of items, cells and quotations stand in one of these.
_PART = re.compile(r"<(p|h2|h3)>(.*?)</\1>", re.DOTALL)


def begun(body: str, language: str) -> str:
    """Return a stored body of another language as the beginning of one in `language`.

    Headings, lists, tables, links and pictures stay; what is said of a picture is to be written.
    A cell with nothing but a number needs no translation.
    """
    mark = MARKS[language]

    def marked(part: re.Match) -> str:
        if not any(letter.isalpha() for letter in prose.plain(part[2])):
            return part[0]
        return f"<{part[1]}>{mark} {part[2]}</{part[1]}>"

    with_marks = _PART.sub(marked, body)
    return replaced(
        with_marks, lambda each: Figure(each.picture_id, is_decorative=each.is_decorative).html()
    )


def parts_to_translate(body: str) -> int:
    """Return how many parts of a body still carry a mark, of whichever language."""
    return sum(body.count(mark) for mark in MARKS.values())


def may_begin(row: object, language: str) -> list[str]:
    """Return the languages from whose structure the body in `language` can be begun."""
    if languages.has_text(row, "body", language):
        return []
    return [code for code in languages.others(language) if languages.has_text(row, "body", code)]
