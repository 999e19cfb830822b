"""In words: what came of publishing at the desk, and why it did not happen."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import languages
from articles import publishing
from articles.desk import on_site, panels
from articles.models import Act, Article


def outcome(live: Article, act: Act, wanted: list[str]) -> list[str]:
    """Say for each moment which languages visitors read from then on; `live` as it is now."""
    now = timezone.now()
    moments = {}
    for code in wanted:
        is_update = live.is_public(code, now) and act.due_at > now
        time = act.due_at if is_update else live.published_at(code)
        moments.setdefault(time if time > now else None, []).append(code)
    said = []
    for time, codes in moments.items():
        text = _("Scheduled: %(languages)s for %(time)s, Beijing time.")
        if time is None:
            text = _("Published: %(languages)s.")
        names = panels.strand_names(codes)
        words = text % {"languages": names, "time": time and panels.when(time)}
        said.append(words if time else on_site.with_links(words, live, codes))
    return said


def of_act(act: Act) -> str:
    """Return an act as the history that Django keeps tells it."""
    words = f"{act.get_verb_display()}: {panels.strand_names(act.strands)}"
    if act.due_at > timezone.now():
        words += f" ({panels.when(act.due_at)})"
    if act.is_exception:
        words += f" ({_('without a second person')})"
    # The words come first: text that began with a bracket would be read as Django's own notes.
    return f"{words}. {act.note}".strip()


def old_words(earlier: Article, live: Article, wanted: list[str]) -> str:
    """Say where a new picture stands beside the words of the earlier one, or nothing."""
    if live.picture_id in (earlier.picture_id, None):
        return ""
    others = [code for code in languages.codes() if code not in wanted and live.is_public(code)]
    text = _(
        "The picture is new for readers of %(languages)s too; its description, caption "
        "and credit there are still those of the earlier picture."
    )
    return text % {"languages": panels.strand_names(others)} if others else ""


def changed_since(error: publishing.ChangedSince, *, has_form: bool) -> SafeString:
    """Say what somebody else has changed; has_form: the draft is open and has been saved."""
    text = _(
        "Not published. Changed since you opened it: {what}. Please read it here and then publish."
    )
    if has_form:
        text = _(
            "The draft is saved, but not published. Changed since you opened it: {what}. Please "
            "read it here and then publish."
        )
    return format_html(text, what=changed_words(error))


def not_published(why: str, *, has_form: bool) -> SafeString:
    text = _("Not published. {missing} Press Edit to add it.")
    if has_form:
        text = _("The draft is saved, but not published. {missing}")
    return format_html(text, missing=why)


def ask_again(at) -> str:
    words = _(
        "The draft is saved, but not published: you have given a time. Press the button again to "
        "schedule it for %(time)s, Beijing time, or empty the time to publish now."
    )
    return words % {"time": panels.when(at)}


def changed_words(error: publishing.ChangedSince) -> str:
    """Say what has changed and who wrote it: `English (Li Hua)`."""
    return str(_(", ")).join(
        _("%(what)s (%(person)s)")
        % {"what": panels.strand_names([name]), "person": person or _("somebody")}
        for name, person in error.written.items()
    )


def second_person_words(
    error: publishing.SecondPersonNeeded, *, with_link: bool = False
) -> SafeString:
    """Say who wrote what and what comes next; the note leads to its field where there is one."""
    people = {str(person) for person in error.written.values() if person}
    text = _(
        "{what}: last written by {people}. In this section nobody publishes alone what they have "
        "written: submit it for review, or let somebody else publish it."
    )
    if error.may_alone:
        text = _(
            "{what}: last written by {people}. You may publish this alone; please write the "
            "reason into “{note}”."
        )
    note = format_html('<a href="#id_note">{}</a>', _("Note")) if with_link else _("Note")
    what = panels.strand_names(error.written)
    return format_html(text, what=what, people=str(_(", ")).join(sorted(people)), note=note)
