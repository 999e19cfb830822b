"""What is asked before something is done with many articles."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import languages
from accounts.models import User
from articles.desk.forms import categories_open_to
from articles.desk.publishing_form import MINUTE, check_year
from articles.desk.withdrawal_form import WithdrawForm
from languages.order import own_language_first

LONGEST_NOTE = 300


class BulkForm(forms.Form):
    """The base: what may be chosen depends on the person."""

    def __init__(self, user, data=None) -> None:
        super().__init__(data)
        self.user = user


class LanguagesForm(BulkForm):
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, user, data=None) -> None:
        super().__init__(user, data)
        codes = own_language_first()
        self.fields["languages"].choices = [(code, languages.short_name(code)) for code in codes]
        self.fields["languages"].initial = codes


class NoteForm(BulkForm):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Why, for your colleagues. Visitors do not see it."),
    )


class PublishForm(NoteForm, LanguagesForm):
    field_order = ["languages"]


class ScheduleForm(PublishForm):
    at = forms.DateTimeField(
        label=_("Publish at"),
        widget=MINUTE,
        validators=[check_year],
        help_text=_("Beijing time."),
    )
    field_order = ["languages", "at"]

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("Please choose a time that is still to come."))
        return at


class TakeDownForm(WithdrawForm):
    """The same questions for many articles; what holds for each of them its plan says."""

    def __init__(self, user, data=None) -> None:
        super().__init__(own_language_first(), data)


class SubmitForm(NoteForm, LanguagesForm):
    field_order = ["languages"]


class CategoryForm(NoteForm):
    category = forms.ModelChoiceField(None, label=_("Category"))
    field_order = ["category"]

    def __init__(self, user, data=None) -> None:
        super().__init__(user, data)
        self.fields["category"].queryset = categories_open_to(user)


class CareForm(BulkForm):
    owner = forms.ModelChoiceField(
        None,
        label=_("Responsible"),
        required=False,
        help_text=_("Left empty: everybody who is responsible stays."),
    )
    review_by = forms.DateField(
        label=_("Check again by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty: the dates stay."),
    )

    def __init__(self, user, data=None) -> None:
        super().__init__(user, data)
        people = User.objects.filter(is_staff=True, is_active=True)
        self.fields["owner"].queryset = people.order_by("username")

    def clean_review_by(self):
        day = self.cleaned_data["review_by"]
        if day:
            check_year(day)
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Please choose a person or a day."))
        return cleaned
