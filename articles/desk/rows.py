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
from django.utils.translation import gettext_lazy as _

import languages
from articles import rights, strands
from articles.desk import merging
from articles.desk.forms import PictureUploadForm
from languages import column

REMOVED = _(
    "Somebody has removed this row in the meantime. Save again to add it anew; to leave it out, "
    "open the page again."
)
# Digits; more do not fit into the database and are for the form to refuse.
LONGEST_NUMBER = 10


class RowForm(PictureUploadForm):
    """One row of an article."""

    key = forms.UUIDField(label=_("key"), required=False, widget=forms.HiddenInput)
    # Filled by the formset: per strand, the rows' values when the page was opened.
    opened: dict[str, dict[str, dict]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.strands_in_conflict: set[str] = set()
        self.fields["key"].initial = self.instance.key
        self.fields["position"].required = False
        if self.instance._state.adding:
            self.fields["position"].initial = None
            self.fields["position"].help_text = _("Left empty, the row comes last.")
        for name in strands.text_fields(type(self.instance)):
            for code in languages.codes():
                if field := self.fields.get(column(name, code)):
                    field.widget = AdminTextareaWidget(
                        attrs={"rows": 2, "class": "vLargeTextField"}
                    )

    def has_changed(self) -> bool:
        # Neither a key nor a place makes a row, but a row may be given another place.
        ignored = {"key", "position"} if self.instance._state.adding else {"key"}
        return bool(set(self.changed_data) - ignored)

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
        for name in self.merge(cleaned, opened):
            strand = strands.of_field(type(self.instance), name)
            self.strands_in_conflict.add(strand)
            article = getattr(self.instance, self.instance.article_field)
            theirs = str(getattr(self.instance, name) or "")
            self.add_error(name, merging.conflict_message(article.live_pk, strand, theirs))


class RowFormSet(BaseInlineFormSet):
    """All rows of an article. `opened` is what they were when the page was opened."""

    def __init__(self, data=None, files=None, *args, **kwargs) -> None:
        super().__init__(data, files, *args, **kwargs)
        if self.is_bound and self.instance.pk and self.management_form.is_valid():
            self.opened = self._opened_rows()
            self.form = type("OpenedRowForm", (self.form,), {"opened": self.opened})
            self._meet_the_rows_there_are()

    @property
    def strands_in_conflict(self) -> set[str]:
        """The strands in which a row was changed by two people."""
        return {strand for form in self.forms for strand in form.strands_in_conflict}

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
        self._keep_order(kept, [rows[key] for key in keys])
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

    def _keep_order(self, kept: list[int], rows: list) -> None:
        """Leave the order as it is now if this person has not changed the one they were shown."""
        places = [self._posted(index, "position") for index in kept]
        if not all(place.isdecimal() and len(place) < LONGEST_NUMBER for place in places):
            return
        order = sorted(range(len(kept)), key=lambda number: int(places[number]))
        mine = [str(rows[number].key) for number in order]
        if mine == [key for key in self.opened.get(strands.SHARED, {}) if key in mine]:
            for index, row in zip(kept, rows, strict=True):
                self.data[self._name(index, "position")] = row.position

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
        rows = [form.instance for form in self.forms]
        last = max((row.position for row in rows if row.position is not None), default=-1)
        for row in rows:
            if row.position is None:
                row.position = last = last + 1

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        category = self.instance.category if self.instance.category_id else None
        for code in languages.codes():
            if not rights.may(form.user, rights.WRITE, category, code):
                for name in strands.text_fields(self.model):
                    if field := form.fields.get(column(name, code)):
                        field.disabled = True
