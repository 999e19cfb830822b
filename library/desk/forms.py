"""The forms of one picture and of many at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from languages import column
from languages.order import own_language_first
from library import alt
from library.models import Collection, Licence, Picture

FACTS = ("licence", "licence_expires_on", "collection")
FOCUS = ("focal_x", "focal_y")
# What often is the same for all pictures of one upload.
COMMON_TEXTS = ("credit", "source")
LONG_TEXTS = ("alt", "caption")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
YEARS = range(1900, 2200)


def text_names(names=Picture.TEXTS) -> list[str]:
    return [column(name, code) for code in languages.codes() for name in names]


class PictureForm(forms.ModelForm):
    """The texts and facts of a picture, which somebody else may save while the form is open.

    Every field carries the value it was opened with. A field that only somebody else has changed
    keeps their value; one that both have changed is refused with both in sight.
    """

    collection = forms.ModelChoiceField(
        Collection.objects.order_by("position", "pk"),
        label=gettext_lazy("Collection"),
        required=False,
    )

    class Meta:
        model = Picture
        fields = [*text_names(), *FACTS]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 2}) for name in text_names(LONG_TEXTS)},
            "licence_expires_on": DAY,
            **dict.fromkeys(FOCUS, forms.NumberInput(attrs={"min": 0, "max": 100, "step": 1})),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_licence_expires_on(self):
        day = self.cleaned_data.get("licence_expires_on")
        if day and day.year not in YEARS:
            raise ValidationError(_("Please check the year."))
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in [name for name in text_names() if cleaned.get(name)]:
            cleaned[name] = " ".join(cleaned[name].split())
        for name in [name for name in self.fields if name in cleaned]:
            self._merge(name, cleaned)
        self._check_descriptions(cleaned)
        return cleaned

    def _merge(self, name: str, cleaned: dict) -> None:
        bound, theirs = self[name], self[name].initial
        is_mine = name in self.changed_data
        if not self._has_changed_since_opened(bound):
            return
        if not is_mine:
            cleaned[name] = getattr(self.instance, name)
            self._put(bound.html_name, theirs, bound)
        elif bound.field.has_changed(theirs, bound.data):
            words = _(
                "Somebody has changed this while you had it open. Theirs: “%(theirs)s”. Yours is "
                "still here; save again to keep yours."
            )
            self.add_error(name, words % {"theirs": self._in_words(name)})
        self._put(bound.html_initial_name, theirs, bound)

    def _has_changed_since_opened(self, bound) -> bool:
        opened = self.data.get(bound.html_initial_name, "")
        return bound.field.has_changed(bound.initial, opened)

    def _put(self, key: str, value, bound) -> None:
        self.data = self.data.copy()
        shown = bound.field.prepare_value(value)
        self.data[key] = "" if shown is None else str(shown)

    def _in_words(self, name: str) -> str:
        value = getattr(self.instance, name)
        if name == "licence":
            return str(self.instance.get_licence_display())
        return "" if value is None else str(value)

    def _check_descriptions(self, cleaned: dict) -> None:
        others = [cleaned.get(name) for name in text_names(("title", "caption"))]
        others.append(self.instance.file_name)
        for name in text_names(("alt",)):
            if name in self.changed_data and alt.repeats(cleaned.get(name), others):
                self.add_error(name, alt.REPEATED)


class SameForAllForm(forms.Form):
    """What is written once and goes into every picture that has nothing there yet."""

    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"), choices=[("", "---------"), *Licence.choices], required=False
    )
    licence_expires_on = forms.DateField(
        label=gettext_lazy("Licence ends on"), required=False, widget=DAY
    )
    collection = forms.ModelChoiceField(
        Collection.objects.order_by("position", "pk"),
        label=gettext_lazy("Collection"),
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        both = [column(name, code) for name in COMMON_TEXTS for code in own_language_first()]
        for name in both:
            label = capfirst(Picture._meta.get_field(name).verbose_name)
            self.fields[name] = forms.CharField(label=label, max_length=200, required=False)

    def fill(self, data, prefixes: list[str]) -> None:
        """Put into the posted `data` of every picture what it lacks."""
        for name in self.fields:
            if given := self[name].data:
                for prefix in prefixes:
                    if not data.get(f"{prefix}-{name}"):
                        data[f"{prefix}-{name}"] = given
