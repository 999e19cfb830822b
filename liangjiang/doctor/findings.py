from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what is wrong and what to do."""

    text: str
    # An ERROR keeps the portal from doing its work, ADVICE does not; of a NOTE nothing is wrong.
    level: str = "ERROR"


def error(text: str) -> Finding:
    return Finding(text)


def advice(text: str) -> Finding:
    return Finding(text, "ADVICE")


def note(text: str) -> Finding:
    return Finding(text, "NOTE")
