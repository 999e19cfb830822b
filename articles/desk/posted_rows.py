"""What was posted about the rows of an article, brought into line with the rows there are now.

The form may have been open while somebody else saved. Rows are therefore found by their key (a
working copy made anew in the meantime has other ids), before anything is checked.
"""

import re

from django.forms.formsets import (
    DELETION_FIELD_NAME,
    INITIAL_FORM_COUNT,
    TOTAL_FORM_COUNT,
)

from articles import strands
from articles.desk import merging

# Digits; more do not fit into the database and are for the form to refuse.
LONGEST_NUMBER = 10


class PostedRows:
    """Mixed into the formset of rows. `opened` is what they were when the page was opened."""

    # How many of several files found no room.
    left_out = 0
    is_in_opened_order = False

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
