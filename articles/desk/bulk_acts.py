"""What can be done with many articles at once; each is done for itself, with its own reasons."""

from collections.abc import Iterable

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import languages
from articles import publishing, reviewing, rights, seen, states, strands, working_copies
from articles.desk import bulk_forms, panels
from articles.desk.merging import LONGEST
from articles.desk.order import own_language_first
from articles.desk.publishing_words import changed_words, second_person_words
from articles.models import Act, Article

# The hidden fields with the versions that the page shows of each article.
SHOWN = "shown_"


class LeftOut(Exception):
    """An article is left as it is; the words say why."""


class BulkAct:
    """One act on many articles."""

    name: str
    label: str
    button: str
    # What is said of it when it is done.
    done: str
    # What somebody needs a right for, somewhere, to be offered it.
    verb: str
    form_class: type[forms.Form]

    def __init__(self, desk, request: HttpRequest) -> None:
        self.desk, self.request, self.user = desk, request, request.user

    def form(self, data=None) -> forms.Form:
        return self.form_class(self.user, data)

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        """Return what will happen to an article in several lines, each with whether it is done."""
        raise NotImplementedError

    def do(self, live: Article, data: dict) -> list[str]:
        """Do it, and return why some of it is left out. Raises LeftOut where nothing was done."""
        raise NotImplementedError

    def row_of(self, live: Article) -> Article:
        return working_copies.editable_row(live) or live

    def shown(self, live: Article) -> str:
        """Return the versions that the page shows, as it carries them until the answer."""
        return ".".join(map(str, seen.versions(self.row_of(live)).values()))

    def seen(self, live: Article) -> dict[str, int]:
        """Return the versions of an article that the page has shown."""
        numbers = self.request.POST.get(f"{SHOWN}{live.pk}", "").split(".")
        pairs = zip(strands.names(), numbers, strict=False)
        return {name: int(number[:LONGEST]) for name, number in pairs if number.isdecimal()}

    def may_write(self, live: Article) -> bool:
        row = self.row_of(live)
        return all(rights.may(self.user, rights.WRITE, place) for place in self.desk.places(row))


class LanguageAct(BulkAct):
    """An act on languages: what holds for one does not hold for the other."""

    does: str

    def why_not(self, live: Article, code: str) -> str:
        """Say why nothing can be done with a language; nothing if it can."""
        raise NotImplementedError

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        raise NotImplementedError

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        found = {code: self.why_not(live, code) for code in own_language_first()}
        return [(not why, _named(code, why or self.does)) for code, why in found.items()]

    def do(self, live: Article, data: dict) -> list[str]:
        found = {code: self.why_not(live, code) for code in data["languages"]}
        left = [_named(code, why) for code, why in found.items() if why]
        if codes := [code for code, why in found.items() if not why]:
            self.carry_out(live, codes, data)
            return left
        raise LeftOut(" ".join(left))


class Publish(LanguageAct):
    name, label = "bulk_publish", gettext_lazy("Publish…")
    button, done = (
        pgettext_lazy("many articles", "Publish now"),
        pgettext_lazy("many articles", "Published"),
    )
    verb = rights.PUBLISH
    form_class = bulk_forms.PublishForm
    does = gettext_lazy("will be published.")

    def why_not(self, live: Article, code: str) -> str:
        row = self.row_of(live)
        if code not in self.desk.publishable(self.user, row):
            return _("you may not publish it.")
        if not languages.has_text(row, "title", code):
            return _("nothing is written.")
        if not self.has_something(live, code):
            return _("there is nothing newer than what was published.")
        if missing := row.missing_for(code):
            return _("it lacks: %(fields)s.") % {"fields": _(", ").join(missing)}
        if self._needs_another(live, row, code):
            return _("somebody else has to approve or publish what you have written.")
        return ""

    def has_something(self, live: Article, code: str) -> bool:
        return code in reviewing.drafts(live, working_copies.editable_row(live))

    def _needs_another(self, live: Article, row: Article, code: str) -> bool:
        # Whoever may publish alone gives the reason in the note.
        may_alone = reviewing.may_publish_alone(live, row, self.user)
        return not may_alone and reviewing.needs_second_person(live, code, self.user)

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        wish = {"note": data["note"], "at": data.get("at"), "seen": self.seen(live)}
        chosen = [*codes, *self._shared(live, codes)]
        try:
            act = publishing.publish(live, chosen, self.user, **wish)
        except publishing.Incomplete as error:
            raise LeftOut(
                " ".join(
                    _named(code, _("it lacks: %(fields)s.") % {"fields": _(", ").join(labels)})
                    for code, labels in error.missing.items()
                )
            ) from error
        except publishing.ChangedSince as error:
            raise LeftOut(_has_changed(error)) from error
        except publishing.EndsBeforeStart as error:
            raise LeftOut(_("It would end before it begins.")) from error
        except publishing.SecondPersonNeeded as error:
            raise LeftOut(second_person_words(error)) from error
        _log(self, live, act)

    def _shared(self, live: Article, codes: Iterable[str]) -> list[str]:
        """Bring the shared facts along where they have changed and are this person's to publish."""
        row = self.row_of(live)
        if row.pk == live.pk or strands.SHARED not in working_copies.changed_strands(row, live):
            return []
        shown = {code for code in languages.codes() if live.published_at(code)}
        return [strands.SHARED] if shown <= {*self.desk.publishable(self.user, row)} else []


class Schedule(Publish):
    name, label = "bulk_schedule", gettext_lazy("Schedule…")
    button, done = (
        pgettext_lazy("many articles", "Schedule"),
        pgettext_lazy("many articles", "Scheduled"),
    )
    form_class = bulk_forms.ScheduleForm
    does = gettext_lazy("will be scheduled.")

    def has_something(self, live: Article, code: str) -> bool:
        # What is scheduled already gets another time.
        is_scheduled = states.of_row(live, code).public == states.SCHEDULED
        return is_scheduled or super().has_something(live, code)


class TakeDown(LanguageAct):
    name, label = "bulk_take_down", gettext_lazy("Take down…")
    button, done = (
        pgettext_lazy("many articles", "Take down now"),
        pgettext_lazy("many articles", "Taken down"),
    )
    verb = rights.PUBLISH
    form_class = bulk_forms.TakeDownForm
    does = gettext_lazy("will be taken down.")

    def why_not(self, live: Article, code: str) -> str:
        if not live.published_at(code):
            return _("visitors do not read it.")
        if not rights.may(self.user, rights.PUBLISH, live.category, code):
            return _("you may not take it down.")
        return ""

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        _log(self, live, publishing.withdraw(live, codes, self.user, data["reason"]))


class Submit(LanguageAct):
    name, label = "bulk_submit", gettext_lazy("Submit for review…")
    button, done = (
        pgettext_lazy("many articles", "Submit for review"),
        pgettext_lazy("many articles", "Submitted for review"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.SubmitForm
    does = gettext_lazy("will be submitted for review.")

    def why_not(self, live: Article, code: str) -> str:
        row = self.row_of(live)
        places = self.desk.places(row)
        if not all(rights.may(self.user, rights.WRITE, place, code) for place in places):
            return _("you may not write in it.")
        if code not in reviewing.drafts(live, working_copies.editable_row(live)):
            return _("there is no draft.")
        if missing := row.missing_for(code):
            return _("it lacks: %(fields)s.") % {"fields": _(", ").join(missing)}
        last = reviewing.last_review(live, row)
        if last and last.verb == Act.Verb.APPROVE and code in last.strands:
            return _("exactly this is approved already.")
        return ""

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        try:
            act = reviewing.submit(live, codes, self.user, data["note"], self._seen(live, codes))
        except reviewing.ChangedSince as error:
            raise LeftOut(_has_changed(error)) from error
        except (reviewing.NothingToReview, publishing.Incomplete) as error:
            raise LeftOut(_("It has been changed in the meantime.")) from error
        _log(self, live, act)

    def _seen(self, live: Article, codes: list[str]) -> dict[str, int]:
        shown = self.seen(live)
        return {name: shown.get(name, 0) for name in (*codes, strands.SHARED)}


class File(BulkAct):
    name, label = "bulk_file", gettext_lazy("Set category…")
    button, done = (
        pgettext_lazy("many articles", "Set category"),
        pgettext_lazy("many articles", "Category set"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.CategoryForm

    def may_write(self, live: Article) -> bool:
        """Tell whether somebody may write in every language: all of them are filed together."""
        row = self.row_of(live)
        written = [
            code
            for code in languages.codes()
            if any(languages.has_text(each, "title", code) for each in (live, row))
        ]
        return super().may_write(live) and all(
            rights.may(self.user, rights.WRITE, place, code)
            for place in self.desk.places(row)
            for code in written
        )

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        if not self.may_write(live):
            return [(False, _("You may not write in all its languages."))]
        words = _("Filed under %(category)s now.") % {"category": self.row_of(live).category}
        if live.has_publication:
            words += " " + _("Visitors find it there until the draft is published.")
        return [(True, words)]

    @transaction.atomic
    def do(self, live: Article, data: dict) -> list[str]:
        if not self.may_write(live):
            raise LeftOut(_("You may not write in all its languages."))
        if self.row_of(live).category == data["category"]:
            raise LeftOut(_("It is filed there already."))
        row = working_copies.edit(live, self.user)
        row.category, row.updated_by, row.updated_at = data["category"], self.user, timezone.now()
        row.save()
        working_copies.record(row, self.user, data["note"])
        words = _("Category: %(category)s.") % {"category": data["category"]}
        self.desk.log_change(self.request, live, f"{words} {data['note']}".strip())
        return []


class Care(BulkAct):
    name, label = "bulk_care", gettext_lazy("Set who is responsible…")
    button, done = (
        pgettext_lazy("many articles", "Set who is responsible"),
        pgettext_lazy("many articles", "Responsible person or date set"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.CareForm

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        if not self.may_write(live):
            return [(False, _("You may not write in it."))]
        words = _("Responsible now: %(person)s. Check again by: %(day)s.")
        return [(True, words % {"person": live.owner or "–", "day": live.review_by or "–"})]

    def do(self, live: Article, data: dict) -> list[str]:
        if not self.may_write(live):
            raise LeftOut(_("You may not write in it."))
        given = {name: data[name] for name in ("owner", "review_by") if data[name]}
        Article.objects.filter(Q(pk=live.pk) | Q(live=live.pk)).update(**given)
        words = _("Responsible: %(person)s. Check again by: %(day)s.")
        told = {"person": data["owner"] or live.owner or "–"}
        told |= {"day": data["review_by"] or live.review_by or "–"}
        self.desk.log_change(self.request, live, words % told)
        return []


ACTS = [Publish, Schedule, TakeDown, Submit, File, Care]


def _named(code: str, words: str) -> str:
    told = {"language": languages.short_name(code), "words": words}
    return _("%(language)s: %(words)s") % told


def _has_changed(error: publishing.ChangedSince) -> str:
    words = _("It has been changed since you opened this page: %(what)s.")
    return words % {"what": changed_words(error)}


def _log(act: BulkAct, live: Article, done) -> None:
    names = panels.strand_names(done.strands)
    words = f"{done.get_verb_display()}: {names}"
    if done.due_at > timezone.now():
        words += f" ({panels.when(done.due_at)})"
    act.desk.log_change(act.request, live, f"{words}. {done.note}".strip())
