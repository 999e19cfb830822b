"""What is wrong in a form that came back: one list at the top, each entry leading to its field."""

from collections.abc import Iterator
from math import inf

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

import languages
from articles import strands
from articles.desk.conflicts import CONFLICT
from articles.desk.records import RecordViews
from languages import column

STEP = " › "
# Where a field is that cannot itself be gone to.
ELSEWHERE = {"picture": "picture_upload"}


class ErrorViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def render_change_form(self, request, context, *args, **kwargs):
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if context["errors"]:
            context["error_summary"] = summary(context["adminform"].form, formsets)
            # Django's own line says no more than that there are some.
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)


def summary(form: forms.ModelForm, formsets: list) -> list[dict]:
    """Return what is wrong, in the order of the page."""
    found = [*_of_form(form, [])]
    for formset in formsets:
        group = f"{formset.prefix}-group"
        found += [_entry([], each, group) for each in formset.non_form_errors().as_data()]
        for place, row in enumerate(sorted(formset.forms, key=_number), 1):
            name = capfirst(str(formset.model._meta.get_field("picture").verbose_name))
            words = _("%(row)s %(number)s") % {"row": name, "number": place}
            found += _of_form(row, [words])
    return found


def _number(row: forms.ModelForm) -> float:
    given = str(row["position"].value() or "") if "position" in row.fields else ""
    return int(given[:9]) if given.isdecimal() else inf


def _of_form(form: forms.ModelForm, path: list[str]) -> Iterator[dict]:
    texts = {
        column(name, code): (languages.short_name(code), name)
        for name in strands.text_fields(type(form.instance))
        for code in languages.codes()
    }
    errors = form.errors.as_data()
    for name in [NON_FIELD_ERRORS, *form.fields]:
        language, plain = texts.get(name, ("", ""))
        label = form.instance._meta.get_field(plain).verbose_name if plain else ""
        if not label and name in form.fields:
            label = form[name].label
        words = [word for word in (*path, language, capfirst(str(label))) if word]
        for error in errors.get(name, ()):
            if undecided := getattr(error, "undecided", ()):
                yield from _undecided(words, undecided)
            else:
                yield _entry(words, error, _place(form, name))


def _place(form: forms.ModelForm, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return form["position"].auto_id if "position" in form.fields else ""
    found = form[ELSEWHERE[name] if ELSEWHERE.get(name) in form.fields else name].auto_id
    # The editor stands in the place of its text area.
    return f"{found}_place" if name.startswith("body_") else found


def _undecided(path: list[str], parts: list[tuple[int, str]]) -> Iterator[dict]:
    for number, place in parts:
        words = _("Part %(number)s is not decided yet.") % {"number": number}
        yield {"path": STEP.join(path), "words": words, "place": place}


def _entry(path: list[str], error: ValidationError, place: str) -> dict:
    words = " ".join(str(each) for each in error)
    if error.code == CONFLICT:
        words = _("Somebody changed this while you had it open. Both texts are there: choose one.")
    return {"path": STEP.join(path), "words": words, "place": place}
