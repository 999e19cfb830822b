"""Which of several texts says most about some words: the first of these ways to hold them counts.

Side by side, as whole words, as the beginnings of words, anywhere; each in the title or elsewhere.
"""

import re

# A letter or digit of a script that sets its words apart; Chinese does not.
_LETTER = r"[^\W\u2e80-\U0003ffff]"


class Ranking:
    """Ranks texts, folded already, by some folded words."""

    def __init__(self, wanted: list[str]) -> None:
        self._ways = [
            [_pattern(" ".join(wanted), is_whole=True)],
            [_pattern(word, is_whole=True) for word in wanted],
            [_pattern(word) for word in wanted],
            [re.compile(re.escape(word)) for word in wanted],
        ]

    def rank(self, title: str, text: str) -> int | None:
        """Return 0 for what says most, more for less, None where a word is missing."""
        for way, patterns in enumerate(self._ways):
            for place, where in enumerate((title, text)):
                if all(pattern.search(where) for pattern in patterns):
                    return 2 * way + place
        return None


def is_of_chinese(word: str) -> bool:
    """Whether a word is of a script that sets no words apart."""
    return any(sign > "\u2e7f" for sign in word)


def begins_in(word: str, text: str) -> bool:
    """Whether a word of `text` begins with `word`."""
    return bool(_pattern(word).search(text))


def _pattern(words: str, is_whole: bool = False) -> re.Pattern:
    before = f"(?<!{_LETTER})" if re.match(_LETTER, words) else ""
    after = f"(?!{_LETTER})" if is_whole and re.match(_LETTER, words[-1]) else ""
    return re.compile(before + re.escape(words) + after)
