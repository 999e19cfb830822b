"""The rows of an article in its form, such as the pictures of a photo story.

One of them is a form of `row_forms`; what was posted about all of them is read by `posted_rows`.
"""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import languages
from articles import rights, strands
from articles.desk import row_order
from articles.desk.posted_rows import PostedRows
from articles.desk.row_forms import RowForm
from languages import column


class RowFormSet(PostedRows, BaseInlineFormSet):
    """All rows of an article."""

    default_error_messages = {
        **BaseInlineFormSet.default_error_messages,
        "too_many_forms": _("There is room for %(num)d rows."),
    }

    def __init__(self, data=None, files=None, *args, is_typed: bool = False, **kwargs) -> None:
        super().__init__(data, files, *args, **kwargs)
        # Brought back from an earlier form; it is checked when it is saved.
        self.is_typed = is_typed
        if is_typed:
            self._errors, self._non_form_errors = [], self.error_class()
        self.stored = list(self.get_queryset()) if self.instance.pk else []
        if self.is_bound:
            self.data = self.data.copy()
        if self.is_bound and self.management_form.is_valid():
            self._make_rows_of_several()
            if self.instance.pk:
                self.opened = self._opened_rows()
                self.form = type("OpenedRowForm", (self.form,), {"opened": self.opened})
                self._meet_the_rows_there_are()

    @property
    def strands_in_conflict(self) -> set[str]:
        """The strands in which a row was changed by two people."""
        return {strand for form in self.forms for strand in form.strands_in_conflict}

    def clean(self) -> None:
        super().clean()
        self._check_number()
        for place, form in enumerate(self._in_their_order()):
            form.instance.position = place

    def _in_their_order(self) -> list[RowForm]:
        """Return the forms whose rows will be there, in the order this person wants."""
        staying = [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed())
        ]
        order = row_order.sorted_by_number(staying)
        if not self.is_in_opened_order:
            return order
        # Whoever has moved them in the meantime has the last word; new rows follow their neighbour.
        places = {row.pk: place for place, row in enumerate(self.stored)}
        there = [form for form in order if form.instance.pk in places]
        there.sort(key=lambda form: places[form.instance.pk])
        return row_order.joined(there, [(form, form not in there) for form in order])

    def _check_number(self) -> None:
        others = max(0, len(self.stored) - self.initial_form_count())
        too_many = len(self._in_their_order()) + others - self.max_num
        if too_many > 0:
            words = ngettext(
                "There is room for %(room)s pictures. Please remove %(count)s.",
                "There is room for %(room)s pictures. Please remove %(count)s.",
                too_many,
            )
            raise forms.ValidationError(words % {"room": self.max_num, "count": too_many})
        if self.left_out:
            words = ngettext(
                "There is room for %(room)s pictures: %(count)s was left out.",
                "There is room for %(room)s pictures: %(count)s were left out.",
                self.left_out,
            )
            raise forms.ValidationError(words % {"room": self.max_num, "count": self.left_out})

    def save(self, commit: bool = True) -> list:
        seen = {form.instance.pk for form in self.initial_forms}
        there = [(row.pk, row.pk not in seen) for row in self.stored]
        saved = super().save(commit)
        mine = [form.instance.pk for form in self._in_their_order()]
        row_order.write(self.model, row_order.joined(mine, there))
        return saved

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if self.is_typed:
            form._errors = ErrorDict()
        category = self.instance.category if self.instance.category_id else None
        for code in languages.codes():
            if not rights.may(form.user, rights.WRITE, category, code):
                for name in strands.text_fields(self.model):
                    if field := form.fields.get(column(name, code)):
                        field.disabled = True
