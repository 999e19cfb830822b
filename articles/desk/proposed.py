"""What a reviewer reads: what is new against what visitors get, or all of a text that is new."""

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

import languages
from articles import comparing, prose, states, strands, working_copies
from articles.desk import parts
from articles.desk.history import places_of
from articles.models import Act, Article
from languages import column, order


@dataclass(frozen=True)
class Proposed:
    """One language, or the shared facts: a comparison or, where nothing stood before, texts."""

    heading: str
    tag: str = ""
    preview: str = ""
    is_compared: bool = True
    shown: list[parts.Shown] = field(default_factory=list)
    texts: list[tuple[str, str | SafeString]] = field(default_factory=list)


def of(live: Article, source: Article, codes: list[str], preview) -> list[Proposed]:
    """Return what is proposed in `codes`, the reader's own language first, then shared facts.

    preview: a function that returns the address of the preview of a language.
    """
    found = [_text(live, source, code, preview) for code in order.own_language_first(codes)]
    facts = _facts(live, source)
    return [*found, facts] if facts.shown else found


def _text(live: Article, source: Article, code: str, preview) -> Proposed:
    name, tag = languages.name(code), languages.html_lang(code)
    public = states.of_row(live, code).public
    if source.pk == live.pk or not live.published_at(code):
        texts = list(_texts(source, code))
        return Proposed(name, tag, preview(live, code), is_compared=False, texts=texts)
    words = _("%(language)s: what differs from the text that visitors read")
    if public == states.SCHEDULED:
        words = _("%(language)s: what differs from the text that is scheduled")
    elif public == states.EXPIRED:
        words = _("%(language)s: what differs from the text that visitors could read last")
    old, new = (strands.snapshot(row, code) for row in (live, source))
    found = comparing.compare(old, new, code)
    shown = parts.shown(type(source), found, code, places_of(source, found))
    return Proposed(words % {"language": name}, "", preview(live, code), shown=shown)


def since_sent_back(live: Article, source: Article, act: Act) -> list[Proposed]:
    """Return what was changed in each text since it was sent back."""
    found = []
    for code in order.own_language_first([name for name in act.strands if name != strands.SHARED]):
        old = working_copies.content_of(live.pk, code, act.strands[code])
        if old is None or act.strands[code] == strands.version(source, code):
            continue
        changes = comparing.compare(old, strands.snapshot(source, code), code)
        words = _("%(language)s: what has changed since it was sent back")
        shown = parts.shown(type(source), changes, code, places_of(source, changes))
        found.append(Proposed(words % {"language": languages.name(code)}, shown=shown))
    return found


def _facts(live: Article, source: Article) -> Proposed:
    new = strands.snapshot(source, strands.SHARED)
    is_new = source.pk == live.pk
    old = {"fields": {}, "rows": {}} if is_new else strands.snapshot(live, strands.SHARED)
    found = comparing.compare(old, new, strands.SHARED)
    if is_new:
        # What is empty from the beginning is nothing to approve.
        found = [part for part in found if part.new]
    shown = parts.shown(type(source), found, strands.SHARED, places_of(source, found))
    return Proposed(_("Shared facts, for both languages"), shown=shown)


def _texts(row: Article, code: str):
    yield from _of(row, code)
    for relation in row.row_relations:
        for number, item in enumerate(getattr(row, relation).order_by("position", "pk"), 1):
            name = f"{capfirst(str(item._meta.verbose_name))} {number}: "
            yield from ((name + label, text) for label, text in _of(item, code))


def _of(row, code: str):
    for name in strands.text_fields(type(row)):
        text = getattr(row, column(name, code))
        if text:
            label = capfirst(str(row._meta.get_field(name).verbose_name))
            yield label, _read(text, code) if name == "body" else text


def _read(text: str, code: str) -> SafeString:
    return format_html('<div class="reading">{}</div>', prose.render(prose.clean(text), code))
