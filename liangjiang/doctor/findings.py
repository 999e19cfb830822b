from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what is wrong and what to do."""

    text: str
    # An error keeps the portal from doing its work; the rest is advice.
    is_error: bool = True


def error(text: str) -> Finding:
    return Finding(text)


def advice(text: str) -> Finding:
    return Finding(text, is_error=False)
