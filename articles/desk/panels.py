"""What the desk shows around a form: states in words, buttons that say what will happen."""

from collections.abc import Iterator
from functools import cache

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

import languages
from articles import prose, rights, scheduled, seen, states, strands, working_copies
from articles.addresses import in_language
from articles.desk import buttons, merging, standing
from articles.models import Act, Article
from articles.states import State
from languages import order


def when(moment) -> str:
    """Return a time as the desk writes it; all its times are Beijing time."""
    return date_format(localtime(moment), "DATETIME_FORMAT")


def state_words(state: State, link: str = "") -> SafeString:
    """Return the state of a language in words, the first one large and the others behind it.

    link: what stands beside the first one.
    """
    words = format_html('<span class="state state-{}">{}</span>{}', state.key, state.word, link)
    if state.key == states.SCHEDULED:
        words += format_html(' <span class="since">{}</span>', when(state.since))
    for key, word in state.second_words:
        at = f" {buttons.moment_words(state.update_at)}" if key == states.UPDATE else ""
        words += format_html(' <span class="second second-{}">{}{}</span>', key, word, at)
    return words


def thumbnail(picture) -> SafeString:
    """Return a picture at the size of the desk."""
    return format_html(
        '<img class="thumb" src="{}" alt="{}" width="{}" height="{}">',
        picture.thumbnail,
        picture.file_name,
        240,
        round(240 * picture.file_height / picture.file_width),
    )


@cache
def reading(model: type[Article], name: str):
    """Return a column of the read-only page that shows a body as its readers see it."""
    field = model._meta.get_field(name)
    language = next(code for code in languages.codes() if languages.column("body", code) == name)

    @admin.display(description=field.verbose_name)
    def read(row: Article) -> SafeString:
        text = prose.render(prose.clean(getattr(row, name) or ""), language)
        return format_html('<div class="reading">{}</div>', text)

    read.__name__ = f"read_{name}"
    return read


# The pages of a record to which its panel leads.
ADDRESSES = (
    "edit",
    "discard",
    "withdraw",
    "publish",
    "cancel",
    "try-again",
    "undo",
    "unschedule",
    "review",
    "history",
    "delete",
)


def panel(desk, request, live: Article, copy: Article | None) -> dict:
    """Return what stands above the form: the state of each language and what can be done."""
    user, category = request.user, live.category
    pending = list(live.acts.pending().order_by("due_at"))
    found = [states.of_row(live, code, copy, pending) for code in order.own_language_first()]
    may_publish = rights.languages_open_to(user, rights.PUBLISH, category)
    changed = strand_names(working_copies.changed_strands(copy, live)) if copy else ""
    return {
        "states": [
            {
                "state": state,
                "words": state_words(state),
                "since": when(state.since) if state.since else "",
                "until": _until(live, state),
                "preview": desk.preview_address(live, state.language),
                "public": in_language(live, state.language) if state.public == states.LIVE else "",
                "tag": languages.html_lang(state.language),
            }
            for state in found
        ],
        "pending": [
            {
                "pk": act.pk,
                "when": when(act.due_at),
                "what": strand_names(act.strands),
                "trouble": order_trouble(act),
            }
            for act in pending
        ],
        "stands": standing.while_editing(found, changed, copy is not None)
        if copy or not live.has_publication
        else standing.before_editing(found),
        "has_copy": copy is not None,
        "writer": copy and copy.updated_by,
        "written": copy and when(copy.updated_at),
        "can_edit": copy is None
        and live.has_publication
        and rights.may(user, rights.WRITE, category),
        "can_withdraw": [
            state.language
            for state in found
            if state.language in may_publish and states.was_read(live, state.language)
        ],
        "can_publish": [
            {"code": state.language, "name": languages.short_name(state.language)}
            for state in found
            if copy is None and live.has_publication and _waits(state, may_publish)
        ],
        # So that only what stands on this page is published from it.
        "opened": {
            merging.opened_name(name): number for name, number in seen.versions(live).items()
        },
        "address": {name.replace("-", "_"): desk.address_of(live, name) for name in ADDRESSES},
    }


def _until(live: Article, state: State) -> str:
    end = live.expires_at(state.language)
    return when(end) if end and state.public in (states.LIVE, states.SCHEDULED) else ""


def _waits(state: State, may_publish: list[str]) -> bool:
    waiting = (states.NEVER, states.WITHDRAWN, states.EXPIRED)
    return state.language in may_publish and state.is_written and state.public in waiting


def order_trouble(act: Act) -> str:
    """Return why an order has not been carried out although it is due, or nothing."""
    if act.refused_at:
        return scheduled.why_refused(act)
    if act.is_late:
        return _("It is overdue: nothing has carried it out so far.")
    return ""


def with_undo(words: str) -> SafeString:
    """Return a message with a button to undo; its form stands in the panel of the record."""
    button = '{} <button type="submit" form="undo-last" class="button quiet">{}</button>'
    return format_html(button, words, _("Undo"))


def strand_names(names) -> str:
    """Return strands in words: `English, shared facts`."""
    words = [
        _("shared facts") if name == strands.SHARED else languages.short_name(name)
        for name in (*order.own_language_first(), strands.SHARED)
        if name in names
    ]
    return _(", ").join(words)


def listed(words: list[str]) -> str:
    """Return words one after the other, with a point between them."""
    return " · ".join(words)


def missing_words(
    model: type[Article], missing: dict[str, list[str]], *, with_links: bool
) -> SafeString:
    """Say what keeps languages from being published; each field leads to its place in the form."""
    said = (
        (
            format_html(
                _("{language} still lacks: {fields}."),
                language=languages.short_name(code),
                fields=format_html_join(
                    _(", "), "{}", ((each,) for each in _lacks(model, code, labels, with_links))
                ),
            ),
        )
        for code, labels in missing.items()
    )
    return format_html_join(" ", "{}", said)


def _lacks(
    model: type[Article], code: str, labels: list[str], with_links: bool
) -> Iterator[str | SafeString]:
    """Return labels without the language, which is named before them, and with their links."""
    get, names = model._meta.get_field, strands.text_fields(model)
    found = {str(get(languages.column(name, code)).verbose_name): name for name in names}
    for label in labels:
        name = found.get(label)
        plain = str(get(name).verbose_name) if name else label
        if name and with_links:
            place = languages.column(name, code) + ("_place" if name == "body" else "")
            yield format_html('<a href="#id_{}">{}</a>', place, plain)
        else:
            yield plain
