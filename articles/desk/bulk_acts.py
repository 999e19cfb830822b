"""What can be done with many articles at once; each is done for itself, with its own reasons."""

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

import languages
from articles import publishing, rights, seen, strands, working_copies
from articles.desk import panels
from articles.desk.merging import LONGEST
from articles.desk.publishing_words import changed_words
from articles.models import Article
from languages.order import own_language_first

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
    # What can be done about it then, where each of them offers it.
    after: str = ""
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
        return [(not why, named(code, why or self.does)) for code, why in found.items()]

    def do(self, live: Article, data: dict) -> list[str]:
        found = {code: self.why_not(live, code) for code in data["languages"]}
        left = [named(code, why) for code, why in found.items() if why]
        if codes := [code for code, why in found.items() if not why]:
            self.carry_out(live, codes, data)
            return left
        raise LeftOut(" ".join(left))


def named(code: str, words: str) -> str:
    told = {"language": languages.short_name(code), "words": words}
    return _("%(language)s: %(words)s") % told


def has_changed(error: publishing.ChangedSince) -> str:
    words = _("It has been changed since you opened this page: %(what)s.")
    return words % {"what": changed_words(error)}


def log(act: BulkAct, live: Article, done) -> None:
    names = panels.strand_names(done.strands)
    words = f"{done.get_verb_display()}: {names}"
    if done.due_at > timezone.now():
        words += f" ({panels.when(done.due_at)})"
    act.desk.log_change(act.request, live, f"{words}. {done.note}".strip())
