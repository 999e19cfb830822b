"""What stood around every article of the former site and must never become its text."""

import re

# Name of the rule: what it takes out, wherever it stands, even glued to other text.
_ANYWHERE = {
    "header": r"Contact Us\s{1,4}中文",
    "teaser": (
        r"UK trade commissioner for China praised Chongqing as a burgeoning center"
        r" in intelligent manufacturing\.?"
        r"|Chongqing residents watched the trailer of the BBC['’]s new natural history series\.?"
        r"|John Edwards: Chongqing transforming into smart manufacturing center"
        r"|John Edwards, the UK trade commissioner for China, praised Chongqing[^.]{0,200}\.?"
        r"|2021 Smart China Expo\s+China data: 7th population census"
    ),
    "site map": (
        r"\bABOUT(?:\s+(?:Introduction|Development Zones|Officials|Departments?"
        r"|Industrial Parks)){2,}"
        r"|\bINVESTING(?:\s+(?:Why Liangjiang|Guide|Policies|Opportuniti?ies|Industrial Parks"
        r"|Industries|Enterprises|Procedures)){2,}"
        r"|\bLIVING(?:\s+(?:Food|Hotels|Travel|Leisure|Info|Education)){2,}"
        r"|\bNEWS(?:\s+(?:Local|Business|Events|Life|Photos|Specials|Video|Success Stories)){2,}"
    ),
    "legal line": (
        r"(?:Contact Us\s?\|\s?)?Terms and Conditions\s?\|\s?Privacy Policy"
        r"|Contact Us\s?\|\s?Terms and Conditions(?!\s?\|)"
    ),
}
_PIECES = re.compile("|".join(f"({rule})" for rule in _ANYWHERE.values()))
# Lines that are furniture only when they stand alone.
_ALONE = {
    "stray dots": re.compile(r"\.{2}"),
    "label": re.compile(r"Video"),
    "name of a picture's file": re.compile(r"\S+\.(?:png|jpe?g|gif)", re.IGNORECASE),
}
FOOTER = ("site map", "legal line")


def split(line: str) -> list[tuple[str, str]]:
    """Return the parts of a line in order, each with the rule that takes it out or ""."""
    for rule, pattern in _ALONE.items():
        if pattern.fullmatch(line):
            return [(rule, line)]
    parts, end = [], 0
    for found in _PIECES.finditer(line):
        parts.append(("", line[end : found.start()]))
        parts.append((list(_ANYWHERE)[found.lastindex - 1], found[0]))
        end = found.end()
    parts.append(("", line[end:]))
    return [(rule, text.strip()) for rule, text in parts if text.strip()]
