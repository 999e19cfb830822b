"""The small forms in which the former site wrote dates, names, sources and credits."""

import re
import unicodedata
from datetime import datetime

from django.utils import timezone

from legacy.page import Caption, Refused

DATE = re.compile(r"Updated\s?[:：]\s*(?P<day>.{0,80})", re.IGNORECASE)
_FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%b %d, %Y", "%B %d, %Y")
# Whatever is older was mistyped; no clock of a later reader shall stumble over it.
FIRST_YEAR = 2000

_BYLINE = re.compile(
    r"By\s+(?P<author>[A-Z\u4e00-\u9fff][^,，(]{1,60}?)\s*"
    r"(?:[,，]\s*(?P<source>[^,，]{0,100})|\((?P<bracket>[^()]{1,100})\))?"
)
_SOURCE = re.compile(
    r"(?:Source\s?[:：]\s*(?P<named>.{1,100}))|(?:[a-z\d-]{1,60}\.){1,4}[a-z]{2,6}"
    r"|(?:China|Chongqing) Daily|Xinhua(?: News Agency)?|iChongqing"
    r"|Liangjiang New Area Media Center",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’.-]{0,20}){1,3}|[\u4e00-\u9fff]{2,4}")
_EDITOR = re.compile(r"Edited by\s+(?P<editor>\S.{1,80})")
_CREDIT = re.compile(
    r"\s*(?:[\[【](?P<square>(?:file\s+)?(?:photos?|pictures?|images?|provided)\b[^\[\]【】]{0,300})[\]】]"
    r"|[(（](?P<round>(?:photos?\b|(?:xinhua|china daily|cns|cfp|vcg)\s?/)[^()（）]{0,300})[)）])"
    r"[.。]?\s*\|?$",
    re.IGNORECASE,
)
_EMPTIED = re.compile(
    r"(?:photos?|pictures?|images?)?\s*(?:/|by|(?:provided\s+)?(?:by|to))?\s*",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """Return a title as it counts for "is this the same?": case, quotes and spaces do not."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‘’`´′]", "'", text)
    text = re.sub(r"[“”„″]", '"', text)
    return " ".join(re.sub(r"[‐-―−]", "-", text).split())


def date(line: str) -> datetime | None:
    """Return the day of a date line as it began in Beijing; None if the line names none.

    Raises Refused for a day that cannot be.
    """
    found = DATE.fullmatch(line)
    if not found or not found["day"]:
        return None
    for form in _FORMS:
        try:
            day = datetime.strptime(found["day"], form)  # noqa: DTZ007
        except ValueError:
            continue
        if day.year >= FIRST_YEAR:
            return timezone.make_aware(day)
    raise Refused(f"the date line “{line}” names no possible day")


def byline(line: str) -> tuple[str, str] | None:
    """Return author and source of "By Sun Hui, chinadaily.com.cn"; the source may be lost."""
    found = _BYLINE.fullmatch(line)
    if not found or line.endswith((".", "。", "!", "?")):
        return None
    return found["author"], (found["source"] or found["bracket"] or "").strip()


def source(line: str) -> str | None:
    found = _SOURCE.fullmatch(line)
    return (found["named"] or line) if found else None


def is_name(line: str) -> bool:
    return bool(_NAME.fullmatch(line))


def editor(line: str) -> str | None:
    found = _EDITOR.fullmatch(line)
    return found["editor"] if found else None


def caption(line: str) -> tuple[Caption, str] | None:
    """Return caption and credit of a line that ends in a credit, and the mark that was empty.

    The copies have lost the names of web sites: [Photo/] credits nobody.
    """
    found = _CREDIT.search(line)
    if not found:
        return None
    credit = (found["square"] or found["round"]).strip()
    text = line[: found.start()].strip()
    if _EMPTIED.fullmatch(credit):
        return Caption(text, ""), found[0].strip()
    return Caption(text, credit), ""
