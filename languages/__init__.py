"""The languages of the portal: codes, column names, and whether something has text in one.

Read this when you need to name the column of a language (`column`), turn a code from outside into
one of ours (`normalise`), or write a language into an address or a page. It stands over
django-modeltranslation so that nothing else depends on that library's ways
(docs/decisions/0003-no-language-fallback.md).
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from django.conf import settings
from django.utils.translation import gettext_lazy, override, pgettext_lazy

EN = "en"
ZH = "zh-hans"

# What a language calls itself; never translated.
NAMES = {EN: "English", ZH: "中文"}

# The language and the country whose spelling it follows, as other sites name them (ogp.me).
LOCALES = {EN: "en_GB", ZH: "zh_CN"}

# Built per call from a translated pattern: 标题（英文）, Title (English).
_LABEL = pgettext_lazy("label of a text in a language", "%(label)s (%(language)s)")
_SHORT_NAMES = {EN: gettext_lazy("English"), ZH: gettext_lazy("Chinese")}


class UnknownLanguage(ValueError):
    """A language code that the portal does not have."""


def codes() -> list[str]:
    """Return the codes of all languages, the default one first."""
    return [code for code, _name in settings.LANGUAGES]


# What stands below is asked for each text of a page, and a process knows its languages for life.


@lru_cache(maxsize=256)
def normalise(code: str) -> str:
    """Return our code for `code` (`zh`, `zh-CN`, `zh_Hans_CN` → `zh-hans`).

    Raises UnknownLanguage for a code of a language that the portal does not have.
    """
    wanted = (code or "").replace("_", "-").lower()
    for known in codes():
        if wanted == known or wanted.split("-")[0] == known.split("-")[0]:
            return known
    raise UnknownLanguage(f"The portal has no language {code!r}.")


@cache
def suffix(language: str) -> str:
    """Return the ending of a language's columns: `zh_hans` for `zh-hans`."""
    if language not in codes():
        raise UnknownLanguage(f"The portal has no language {language!r}.")
    return language.replace("-", "_")


@lru_cache(maxsize=1024)
def column(field: str, language: str) -> str:
    """Return the name of the column that holds `field` in `language`: `title_zh_hans`."""
    return f"{field}_{suffix(language)}"


def others(language: str) -> list[str]:
    """Return the codes of all languages but `language`."""
    return [code for code in codes() if code != language]


@cache
def prefix(language: str) -> str:
    """Return the first part of a public address: `zh` for `zh-hans`."""
    return language.split("-", maxsplit=1)[0]


@cache
def html_lang(language: str) -> str:
    """Return the language tag for `lang` and `hreflang` (BCP 47): `zh-Hans` for `zh-hans`."""
    main, _, script = language.partition("-")
    return f"{main}-{script.title()}" if script else main


def locale(language: str) -> str:
    """Return the language with its country: `zh_CN`."""
    return LOCALES[language]


def name(language: str) -> str:
    """Return what the language calls itself: `中文`."""
    return NAMES[language]


def short_name(language: str) -> str:
    """Return the language's name in the active language: `Chinese`, `中文`."""
    return str(_SHORT_NAMES[language])


def localised_label(label: str, language: str) -> str:
    """Return an editor's label for a text in one language: `标题（英文）`."""
    return str(_LABEL) % {"label": label, "language": short_name(language)}


def has_text(instance: object, field: str, language: str) -> bool:
    """Tell whether `instance` has something written in `field` in `language`."""
    value = getattr(instance, column(field, language))
    return bool(value and value.strip())


def each() -> Iterator[str]:
    """Go through all languages, each one active while it is handed out."""
    for code in codes():
        with override(code):
            yield code
