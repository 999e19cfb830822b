"""Mail about a review, and about an order that could not be carried out."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, override

import languages
from articles import rights, strands
from articles.addresses import absolute
from articles.models import Act, Article, Category


def tell_writers(live: Article, act: Act, people: Iterable[models.Model | None]) -> None:
    """Write to each of `people` but the one who acted, in their language.

    The letters are rows of the transaction of the act and are sent afterwards.
    """
    for person in _reachable(people, act.by):
        with override(person.interface_language or settings.LANGUAGE_CODE):
            send_mail(_subject(live, act), _text(live, act), None, [person.email])


def tell_reviewers(
    live: Article, source: Article, act: Act, writers: dict[str, models.Model | None]
) -> None:
    """Write to those who may approve what was submitted, but not to who submitted it.

    writers: who wrote last in each language that waits; nobody approves what is their own. Of
    languages that nobody with a role could answer for, those hear who have all rights.
    """
    places = (live.category, source.category)
    asked = _reviewers(rights.people_who_may(rights.APPROVE, places[0]), places, act.by, writers)
    answered = {code for _person, codes in asked for code in codes}
    if rest := {code: writer for code, writer in writers.items() if code not in answered}:
        asked += _reviewers(rights.people_with_all_rights(), places, act.by, rest)
    for person, codes in asked:
        with override(person.interface_language or settings.LANGUAGE_CODE):
            subject = gettext("To review: %(title)s") % {"title": _title(source)}
            send_mail(subject, _asking(live, source, act, codes), None, [person.email])


def _reviewers(
    people: Iterable[models.Model],
    places: Iterable[Category],
    submitter: models.Model | None,
    writers: dict[str, models.Model | None],
) -> list[tuple[models.Model, list[str]]]:
    """Return who of `people` may approve which languages in all of `places`."""
    found = []
    for person in _reachable(people, submitter):
        codes = [
            code
            for code, writer in writers.items()
            if writer != person
            and all(rights.may(person, rights.APPROVE, place, code) for place in places)
        ]
        if codes:
            found.append((person, codes))
    return found


def _asking(live: Article, source: Article, act: Act, codes: list[str]) -> str:
    names = gettext(", ").join(languages.short_name(code) for code in codes)
    words = {"person": act.by, "title": _title(source), "languages": names}
    lines = [gettext("%(person)s has submitted “%(title)s” for review (%(languages)s).") % words]
    if act.note:
        lines.append(gettext("Comment: %(note)s") % {"note": act.note})
    lines.append(gettext("Read it here, then approve it or send it back:"))
    lines.append(absolute(address(live, "review")))
    return "\n\n".join(lines) + "\n"


def tell_of_refusal(live: Article, act: Act, why: Callable[[Act], str]) -> None:
    """Write to who ordered an update that could not be carried out; `why` says it in words."""
    for person in _reachable([act.by, live.owner], None):
        with override(person.interface_language or settings.LANGUAGE_CODE):
            subject = gettext("Not carried out: %(title)s") % {"title": _title(live)}
            lines = [
                gettext("The update of “%(title)s” that you scheduled has not taken place.")
                % {"title": _title(live)},
                why(act),
                gettext("Visitors go on reading the earlier text. Here you can try it again:"),
                absolute(address(live)),
            ]
            send_mail(subject, "\n\n".join(lines) + "\n", None, [person.email])


def address(live: Article, page: str = "change") -> str:
    """Return a page of a record at the desk."""
    return reverse(f"admin:{live.kind.replace('.', '_')}_{page}", args=[live.live_pk])


def _reachable(people: Iterable[models.Model | None], but: models.Model | None) -> list:
    found = {each.pk: each for each in people if each is not None}
    return [each for each in found.values() if each != but and each.email and each.is_active]


def _title(live: Article) -> str:
    # A title is one line to us, whatever an importer stored.
    return " ".join(str(live).split())


def _subject(live: Article, act: Act) -> str:
    subject = gettext("Sent back: %(title)s")
    if act.verb == Act.Verb.APPROVE:
        subject = gettext("Approved: %(title)s")
    return subject % {"title": _title(live)}


def _text(live: Article, act: Act) -> str:
    names = [languages.short_name(code) for code in act.strands if code != strands.SHARED]
    first = gettext("%(person)s has sent “%(title)s” back to you (%(languages)s).")
    if act.verb == Act.Verb.APPROVE:
        first = gettext("%(person)s has approved “%(title)s” (%(languages)s).")
    words = {"person": act.by, "title": _title(live), "languages": gettext(", ").join(names)}
    lines = [first % words]
    if act.note:
        lines.append(gettext("Comment: %(note)s") % {"note": act.note})
    return "\n\n".join([*lines, absolute(address(live))]) + "\n"
