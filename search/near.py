"""What is left of some words where no text holds them all: some, or a part of a Chinese one.

Chinese sets no words apart, so of what was typed the beginnings and the ends are tried.
"""

from search.ranking import begins_in, is_of_chinese

# Signs of the shortest part.
SHORTEST = 2


def ends(word: str) -> list[str]:
    """Return what every text with a part of `word` holds at least one of."""
    return [word[:SHORTEST], word[-SHORTEST:]] if is_of_chinese(word) else [word]


def held(wanted: list[str], text: str) -> dict[str, str]:
    """Return the words that a folded text holds, each with the longest part that stands there."""
    found = {word: _longest_part(word, text) for word in wanted}
    return {word: part for word, part in found.items() if part}


def worth(wanted: list[str], parts: dict[str, str]) -> float:
    """Return how much of the words there is: 1 for each that is whole."""
    return sum(len(parts.get(word, "")) / len(word) for word in wanted)


def _longest_part(word: str, text: str) -> str:
    if not is_of_chinese(word):
        return word if begins_in(word, text) else ""
    for length in range(len(word), min(SHORTEST, len(word)) - 1, -1):
        for part in (word[:length], word[-length:]):
            if part in text:
                return part
    return ""
