"""The rows of an article in its form, such as the pictures of a photo story.

The form may have been open while somebody else saved. Rows are therefore found by their key (a
working copy made anew in the meantime has other ids), and what was posted is brought into line
with the rows there are now before anything is checked.
"""

import re

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.formsets import (
    DELETION_FIELD_NAME,
    INITIAL_FORM_COUNT,
    TOTAL_FORM_COUNT,
)
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import languages
from articles import rights, strands
from articles.desk import merging, row_order
from articles.desk.picture_fields import PictureChoice, PictureUploadForm
from languages import column
from library.models import Picture

REMOVED = _(
    "Somebody has removed this row in the meantime. Save again to add it anew; to leave it out, "
    "open the page again."
)
# Digits; more do not fit into the database and are for the form to refuse.
LONGEST_NUMBER = 10
# Texts of more letters than this get two lines.
ONE_LINE = 200


class RowPicture(PictureChoice):
    """Shows the picture of a row, small."""

    template_name = "admin/desk/row_picture.html"


class RowForm(PictureUploadForm):
    """One row of an article."""

    key = forms.UUIDField(label=_("key"), required=False, widget=forms.HiddenInput)
    # Filled by the formset: per strand, the rows' values when the page was opened.
    opened: dict[str, dict[str, dict]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.strands_in_conflict: set[str] = set()
        self.fields["key"].initial = self.instance.key
        self.fields["picture"].widget = RowPicture()
        self._count_from_one()
        for name in strands.text_fields(type(self.instance)):
            for code in languages.codes():
                if field := self.fields.get(column(name, code)):
                    # Said once above all rows.
                    field.help_text = ""
                    if field.max_length > ONE_LINE:
                        field.widget = AdminTextareaWidget(attrs={"rows": 2})

    def _count_from_one(self) -> None:
        place = self.fields["position"]
        place.required = False
        place.widget.attrs["min"] = 1
        if self.instance._state.adding:
            place.initial = None
        else:
            self.initial["position"] = self.instance.position + 1

    def has_changed(self) -> bool:
        # Neither a key nor a place makes a row; the places are written by the formset.
        return bool(set(self.changed_data) - {"key", "position"})

    def _put_back(self, values: dict) -> None:
        # The formset's own copy: one for each of a hundred rows would take seconds.
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value

    def clean_picture_upload(self) -> Picture | None:
        try:
            return super().clean_picture_upload()
        except forms.ValidationError as refused:
            # Of many files at once, the person must know which one it was.
            name = self.cleaned_data["picture_upload"].name
            said = [f"{name}: {message}" for message in refused.messages]
            raise forms.ValidationError(said) from refused

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("picture_upload"):
            cleaned["picture"] = cleaned["picture_upload"]
            self.fill_from_library(cleaned)
        if not cleaned.get("picture") and self.has_changed() and not self.errors:
            self.add_error("picture_upload", _("Please choose the picture file of this row."))
        if self.instance.pk:
            self._merge(cleaned)
        elif any(str(cleaned.get("key")) in rows for rows in self.opened.values()):
            self.add_error(None, REMOVED)
            self._put_back({"key": ""})
        if "alt" in strands.text_fields(type(self.instance)):
            self.check_descriptions(cleaned, "alt", ("caption",))
        return cleaned

    def _merge(self, cleaned: dict) -> None:
        key = str(self.instance.key)
        opened = {strand: rows[key] for strand, rows in self.opened.items() if key in rows}
        article = getattr(self.instance, self.instance.article_field)
        for name in self.merge(cleaned, opened):
            self.strands_in_conflict.add(self.show_conflict(article, name, cleaned[name]))


class RowFormSet(BaseInlineFormSet):
    """All rows of an article. `opened` is what they were when the page was opened."""

    default_error_messages = {
        **BaseInlineFormSet.default_error_messages,
        "too_many_forms": _("There is room for %(num)d rows."),
    }
    # How many of several files found no room.
    left_out = 0
    is_in_opened_order = False

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

    @property
    def several_name(self) -> str:
        """The name of the field in which several files come at once."""
        return f"{self.prefix}-several"

    def _make_rows_of_several(self) -> None:
        """Give each of several files a row of its own, as if it had been chosen there."""
        if self.several_name not in self.files:
            return
        self.files = self.files.copy()
        total = self.total_form_count()
        removed = sum(bool(self._posted(index, DELETION_FIELD_NAME)) for index in range(total))
        room = max(0, min(self.max_num - total + removed, self.absolute_max - total))
        uploads = self.files.getlist(self.several_name)
        for index, upload in enumerate(uploads[:room], total):
            self.files[self._name(index, "picture_upload")] = upload
        self.left_out = len(uploads[room:])
        total += len(uploads[:room])
        self.data[self.management_form.add_prefix(TOTAL_FORM_COUNT)] = total
        del self.management_form

    def _opened_rows(self) -> dict[str, dict[str, dict]]:
        relation = self.fk.remote_field.get_accessor_name()
        contents = merging.opened_contents(self.instance, merging.opened_versions(self.data))
        found = {
            strand: {row["key"]: row["fields"] for row in content["rows"].get(relation, [])}
            for strand, content in contents.items()
        }
        for strand, content in contents.items():
            if content["fields"] is merging.NOTHING:
                # The rows were there, without a word of that language.
                shown = found.get(strands.SHARED, {})
                found[strand] = dict.fromkeys(shown, merging.NOTHING)
        return found

    def _meet_the_rows_there_are(self) -> None:
        """Put the posted rows that still exist first and those that somebody removed behind them.

        A removed row that this person had not touched is left out; rows that somebody has added
        stay as they are, for nothing was posted about them.
        """
        rows = {str(row.key): row for row in self.get_queryset()}
        total = self.total_form_count()
        initial = range(min(self.initial_form_count(), total))
        kept = [index for index in initial if self._posted(index, "key") in rows]
        removed = [index for index in initial if index not in kept and self._is_touched(index)]
        keys = [self._posted(index, "key") for index in kept]
        self.is_in_opened_order = self._has_opened_order(kept)
        self._renumber([*kept, *removed, *range(len(initial), total)], len(kept))
        for index, key in enumerate(keys):
            self.data[self._name(index, self.model._meta.pk.name)] = rows[key].pk
        # The admin pairs forms and rows by their place.
        self._queryset = [rows[key] for key in keys]
        self._queryset += [row for key, row in rows.items() if key not in keys]

    def _name(self, index: int, field: str) -> str:
        return f"{self.add_prefix(index)}-{field}"

    def _posted(self, index: int, field: str) -> str:
        return self.data.get(self._name(index, field), "")

    def _is_touched(self, index: int) -> bool:
        if self._posted(index, DELETION_FIELD_NAME):
            return False
        key = self._posted(index, "key")
        opened = {}
        for rows in self.opened.values():
            opened |= rows.get(key, {})
        if not opened or self._name(index, "picture_upload") in self.files:
            return True
        return any(
            strands.normalise(self._posted(index, name)) != str(strands.normalise(value))
            for name, value in opened.items()
            if self._name(index, name) in self.data
        )

    def _has_opened_order(self, kept: list[int]) -> bool:
        """Tell whether this person left the rows in the order in which they were shown."""
        places = [self._posted(index, "position") for index in kept]
        if not all(place.isdecimal() and len(place) < LONGEST_NUMBER for place in places):
            return False
        order = sorted(kept, key=lambda index: int(self._posted(index, "position")))
        mine = [self._posted(index, "key") for index in order]
        return mine == [key for key in self.opened.get(strands.SHARED, {}) if key in mine]

    def _renumber(self, order: list[int], initial: int) -> None:
        """Let the posted rows follow each other in `order`; the first `initial` of them exist."""
        counts = self.management_form
        left_out = self.total_form_count() - len(order)
        total = counts.cleaned_data[TOTAL_FORM_COUNT] - left_out
        places = {str(old): new for new, old in enumerate(order)}
        self.data = self._with_places(self.data, places)
        if self.files:
            self.files = self._with_places(self.files, places)
        self.data[counts.add_prefix(TOTAL_FORM_COUNT)] = total
        self.data[counts.add_prefix(INITIAL_FORM_COUNT)] = initial
        del self.management_form
        for index in range(len(order)):
            self.data[self._name(index, self.model._meta.pk.name)] = ""
            self.data[self._name(index, self.fk.name)] = self.instance.pk

    def _with_places(self, posted, places: dict[str, int]):
        found = posted.copy()
        found.clear()
        for name, values in posted.lists():
            match = re.fullmatch(rf"{re.escape(self.prefix)}-(\d+)-(.+)", name)
            if match is None:
                found.setlist(name, values)
            elif match[1] in places:
                found.setlist(self._name(places[match[1]], match[2]), values)
        return found

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
