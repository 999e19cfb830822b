"""The part of an article's form that says when it is published and what is said about that."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles import working_copies
from articles.models import Act
from articles.publishing import ChangeNote
from languages import column
from languages.order import own_language_first

# A date and a time in the browser's own picker and language; typing works too.
MINUTE = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
# What lies outside was mistyped; not every database and clock could keep it.
YEARS = range(1900, 2200)
LONGEST_PUBLIC_NOTE = 200


def check_year(moment: datetime) -> None:
    if moment.year not in YEARS:
        raise forms.ValidationError(_("Please check the year."))


def public_note(code: str) -> str:
    """Return the name of the field with what visitors are told of a change in a language."""
    return column("public_note", code)


class PublishingFields(forms.Form):
    """Mixed into the form of every kind; none of it belongs to the article itself."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"),
        required=False,
        widget=MINUTE,
        validators=[check_year],
        help_text=_(
            "Beijing time. Left empty: at once; what is scheduled keeps its time. A past time "
            "dates the publication back."
        ),
    )
    expires_at = forms.DateTimeField(
        label=_("Take down at"),
        required=False,
        widget=MINUTE,
        validators=[check_year],
        help_text=_("Beijing time. Left empty: what was set before stays."),
    )
    no_end = forms.BooleanField(label=_("Never take it down by itself"), required=False)
    publish_shared = forms.BooleanField(
        label=_("Publish the shared facts too"),
        required=False,
        initial=True,
        help_text=_(
            "Picture, category and rows as they stand here, for readers of both languages."
        ),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=_("Why, for your colleagues. Visitors do not see it."),
    )
    change = forms.ChoiceField(
        label=_("What visitors are told of the update"),
        required=False,
        choices=[("", pgettext_lazy("public change note", "Nothing")), *Act.Change.choices],
        help_text=_(
            "A change is major when somebody who has read the page before should read it again: "
            "a date, an amount, a condition. A note without a choice counts as minor."
        ),
    )

    def show_scheduled_time(self) -> None:
        """Bring the moment for which all of it is scheduled, so that moving it is one field."""
        if "publish_at" in self.fields and (moment := scheduled_moment(self.instance)):
            self.initial["publish_at"] = moment

    def check_times(self, cleaned: dict) -> None:
        start, end = cleaned.get("publish_at"), cleaned.get("expires_at")
        if end and end <= (start or timezone.now()):
            self.add_error("expires_at", _("The end must come after the beginning."))


def _public_note_field(code: str) -> forms.CharField:
    return forms.CharField(
        label=lazy(languages.localised_label, str)(_("Change note"), code),
        required=False,
        max_length=LONGEST_PUBLIC_NOTE,
        help_text=_("One sentence that visitors read below the title. Left empty, they read none."),
        widget=forms.TextInput(
            attrs={"class": "vLargeTextField", "lang": languages.html_lang(code)}
        ),
    )


PublishingFields.declared_fields |= {
    public_note(code): _public_note_field(code) for code in languages.codes()
}
_TIMES = ("publish_at", "expires_at", "no_end", "publish_shared", "note")
_LINES = (("publish_at", "expires_at", "no_end"), "publish_shared", "note", "change")
# Names of everything that is not the article's own.
NAMES = (*_TIMES, "change", *map(public_note, languages.codes()))


def fieldset(may_publish: bool) -> dict:
    """Return the part of the admin's form for somebody who may publish, or may not."""
    if may_publish:
        fields = (*_LINES, *map(public_note, own_language_first()))
        return {"fields": fields, "classes": ["publishing"]}
    words = _("Somebody with the right to publish does that. Submit the text for review.")
    return {"fields": ["note"], "classes": ["publishing"], "description": words}


def read(form_class: type[forms.Form], row, posted) -> dict:
    """Return what a form that was valid a moment ago says about publishing."""
    form = form_class(posted, instance=row)
    found = dict.fromkeys(NAMES)
    for name in NAMES:
        if field := form.fields.get(name):
            found[name] = field.clean(field.widget.value_from_datadict(form.data, {}, name))
    return found


def scheduled_moment(row) -> datetime | None:
    """Return the moment for which every public language of a record is scheduled."""
    if not row.pk:
        return None
    live = working_copies.live_of(row)
    moments = {moment for code in languages.codes() if (moment := live.published_at(code))}
    moment = moments.pop() if len(moments) == 1 else None
    return moment if moment and moment > timezone.now() else None


def typed_moment(typed) -> datetime | None:
    """Return the moment that was typed for a publication."""
    try:
        return forms.DateTimeField(required=False, validators=[check_year]).clean(
            typed.get("publish_at", "")
        )
    except forms.ValidationError:
        return None


def told(data: dict, codes: list[str]) -> ChangeNote:
    """Return what visitors are told of the update of some languages."""
    notes = {code: words for code in codes if (words := data[public_note(code)])}
    # Words without a choice are a small change.
    return ChangeNote(data["change"] or (Act.Change.MINOR if notes else ""), notes)
