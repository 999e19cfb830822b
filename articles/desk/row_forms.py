"""The form of one row of an article, such as a picture of a photo story."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

import languages
from articles import strands
from articles.desk.picture_fields import PictureChoice, PictureUploadForm
from languages import column
from library.models import Picture

REMOVED = _(
    "Somebody has removed this row in the meantime. Save again to add it anew; to leave it out, "
    "open the page again."
)
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
        self.fields["picture"].widget = RowPicture(
            loaded=self.instance.picture if self.instance.picture_id else None
        )
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
