"""A field that two people have changed: both texts beside each other, and a choice between them."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles import comparing, strands
from articles.desk import parts
from articles.desk.merging import stored
from articles.desk.panels import when
from articles.models import Article, Revision

CONFLICT = "conflict"
PREFIX = "decide_"
MINE, THEIRS = "mine", "theirs"
# Says that the page asked: a text that nobody has decided on is not saved.
ASKED = "asked_"
# What the page's script can fill in itself; anything else the server puts back.
FILLED = (forms.TextInput, forms.Textarea, forms.Select, forms.CheckboxInput)


def takes_theirs(form: forms.ModelForm, name: str) -> bool:
    """Tell whether the person has decided for what somebody else has saved in a field."""
    return form.data.get(form.add_prefix(PREFIX + name)) == THEIRS


def is_undecided(form: forms.ModelForm, name: str) -> bool:
    """Tell whether the person was asked to decide on a field and has not."""
    was_asked = form.add_prefix(ASKED + name) in form.data
    return was_asked and form.data.get(form.add_prefix(PREFIX + name)) not in (MINE, THEIRS)


def error(
    form: forms.ModelForm, article: Article, strand: str, name: str, mine: Any, together=None
):
    """Return the error of a field in conflict, with both texts.

    article: the row as it is stored now; `form` may be that of one of its rows. together: the
    proposal that keeps what both have written, if there is one.
    """
    row, bound = form.instance, form[name]
    column = row._meta.get_field(name)
    theirs = stored(column, column.value_from_object(row))
    sides = [{"fields": {name: value}, "rows": {}} for value in (theirs, stored(column, mine))]
    number = strands.version(article, strand)
    saved = Revision.objects.filter(article_id=article.live_pk, strand=strand, number=number)
    last = saved.select_related("created_by").defer("content").first()
    context = {
        "person": (last and last.created_by) or _("Somebody"),
        "time": when(last.created_at) if last else "",
        "shown": parts.shown(type(row), comparing.compare(*sides, strand), strand),
        "sides": [{"name": _("Theirs, saved")}, {"name": _("Yours, not saved yet")}],
        "name": form.add_prefix(PREFIX + name),
        "asked": form.add_prefix(ASKED + name),
        "together": together,
        "field": bound.auto_id,
        "is_filled": isinstance(bound.field.widget, FILLED),
        "theirs": _as_shown(bound.field.widget, column.value_from_object(row)),
    }
    found = forms.ValidationError(render_to_string("admin/desk/_conflict.html", context), CONFLICT)
    # For the list at the top (articles.desk.errors).
    found.undecided = together.undecided if together else []
    return found


def _as_shown(widget: forms.Widget, value: Any) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "1" if value else ""
    if isinstance(widget, forms.Select):
        return "" if value is None else str(value)
    return widget.format_value(value) or ""
