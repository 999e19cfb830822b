"""Choosing the picture of an article or of one of its rows, and what its use says about it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap, Media, Script

import languages
from articles import strands
from articles.desk import conflicts, merging
from articles.models import Article
from articles.views import can_be_id
from languages import column
from languages.order import own_language_first
from library import alt
from library.models import Picture
from library.uploads import receive

NEWEST_PICTURES = 50


class PictureChoice(forms.HiddenInput):
    """Shows the chosen picture and carries its id; another one is chosen in a dialog or uploaded.

    With `newest`, a list of the newest pictures takes the dialog's place where no script runs.
    loaded: the picture of the row that is shown, where it is in hand.
    """

    input_type = "hidden"
    template_name = "admin/desk/picture_choice.html"

    def __init__(self, attrs=None, *, newest: int = 0, loaded: Picture | None = None) -> None:
        super().__init__(attrs)
        self.newest, self.loaded = newest, loaded

    @property
    def media(self) -> Media:
        # In the import map too, so that the editor's module finds this one and not a second one.
        script = "admin-desk/pictures.js"
        return Media(
            js=[Script(script, type="module")], importmap=ImportMap({"desk/pictures": script})
        )

    @property
    def is_hidden(self) -> bool:
        return False

    def get_context(self, name: str, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        context["picture"] = found = self._picture(str(getattr(value, "pk", value) or ""))
        if self.newest:
            newest = list(Picture.objects.in_library().order_by("-pk")[: self.newest])
            context["newest"] = [found, *newest] if found and found not in newest else newest
            context["may_be_empty"] = True
            # The texts of an article's own picture stand in the panes of the languages.
            context["described_at"] = [
                {"id": f"id_{column('picture_alt', code)}", "name": languages.short_name(code)}
                for code in own_language_first()
            ]
        return context

    def _picture(self, number: str) -> Picture | None:
        if self.loaded and str(self.loaded.pk) == number:
            return self.loaded
        return Picture.objects.filter(pk=number).first() if can_be_id(number) else None


class PictureUploadForm(forms.ModelForm):
    """Adds an upload to a model with a `picture`; kept even if another field is wrong."""

    user = None
    # What the person should know of the file they sent.
    notes: tuple = ()

    picture = forms.ModelChoiceField(
        Picture.objects.in_library(), label=_("Picture"), required=False, widget=PictureChoice
    )
    picture_upload = forms.FileField(
        label=_("Picture file"),
        required=False,
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, at least 200 pixels a side, at most 60 MB."),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}
        ),
    )

    def clean_picture_upload(self) -> Picture | None:
        upload = self.cleaned_data.get("picture_upload")
        if not upload:
            return None
        picture = receive(upload, self.user)
        self.notes = picture.notes
        # If the form comes back because of another field, it comes back with the picture.
        self._put_back({"picture": picture.pk})
        return picture

    def fill_from_library(self, cleaned: dict, prefix: str = "") -> None:
        """Put the library's texts of a new picture where nothing is written, to be checked."""
        picture = cleaned.get("picture")
        if not picture or picture.pk == self.instance.picture_id:
            return
        names = [column(name, code) for name in Picture.USE_TEXTS for code in languages.codes()]
        for name in names:
            field = self.fields.get(prefix + name)
            text = getattr(picture, name)
            is_empty = not cleaned.get(prefix + name) and not getattr(self.instance, prefix + name)
            if field and not field.disabled and is_empty and text:
                cleaned[prefix + name] = text
                self._put_back({prefix + name: text})

    def check_descriptions(self, cleaned: dict, field: str, beside: Iterable[str]) -> None:
        """Refuse a description that only repeats what stands `beside` it or the picture's names."""
        picture = cleaned.get("picture")
        for code in languages.codes():
            name = column(field, code)
            others = [cleaned.get(column(each, code)) for each in beside]
            if name in self.changed_data and alt.repeats(
                cleaned.get(name), [*others, *(picture.names if picture else ())]
            ):
                self.add_error(name, alt.REPEATED)

    def _put_back(self, values: dict) -> None:
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value

    def merge(self, cleaned: dict, opened: dict[str, dict]) -> list[str]:
        """Take over what others have saved since the form was opened; return the conflicts."""
        for name in cleaned:
            if hasattr(self.instance, name) and conflicts.takes_theirs(self, name):
                cleaned[name] = getattr(self.instance, name)
        undecided = [name for name in cleaned if conflicts.is_undecided(self, name)]
        found, untouched = merging.merge(self.instance, cleaned, opened)
        found += [name for name in undecided if name not in (*found, *untouched)]
        # If the form comes back, it comes back with what the others wrote, or saving it again
        # would look like a wish to undo that.
        fields = [self.instance._meta.get_field(name) for name in untouched]
        self._put_back({each.name: each.value_from_object(self.instance) for each in fields})
        return found

    def show_conflict(self, article: Article, name: str, mine: Any, together=None) -> str:
        """Show what two people have written in a field; return its strand.

        together: a proposal that keeps what both have written (articles.desk.together).
        """
        strand = strands.of_field(type(self.instance), name)
        self.add_error(name, conflicts.error(self, article, strand, name, mine, together))
        return strand
