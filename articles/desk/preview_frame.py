"""The page around a preview: a bar to choose by, and frames with public pages in them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles.desk.publishing_form import MINUTE, check_year
from languages.order import own_language_first

BOTH = "both"
DESKTOP, PHONE = "desktop", "phone"


class MomentForm(forms.Form):
    """When it is looked at."""

    at = forms.DateTimeField(
        label=_("As it will be at"),
        required=False,
        widget=MINUTE,
        validators=[check_year],
        help_text=_("Beijing time. Left empty: now."),
    )


class StateForm(MomentForm):
    """What is looked at, and when."""

    state = forms.ChoiceField(label=_("What"), required=False)

    field_order = ["state", "at"]

    def __init__(self, states: dict[str, str], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states.items()


def moment_in(data) -> datetime | None:
    """Return the moment that an address names, if it names one that there is."""
    form = MomentForm(data)
    return form.cleaned_data["at"] if form.is_valid() else None


def written(moment: datetime) -> str:
    """Return a moment as an address names it, in Beijing time."""
    return f"{localtime(moment):%Y-%m-%dT%H:%M}"


@dataclass
class Frame:
    """What was chosen in the bar, and the links and fields to choose something else."""

    request: HttpRequest
    # Per group of links: its label, and the label of each choice.
    groups: dict[str, tuple[str, dict[str, str]]]
    form: forms.Form

    def chosen(self, name: str) -> str:
        """Return the choice of a group; its first one unless the address names another."""
        choices = self.groups[name][1]
        given = self.request.GET.get(name)
        return given if given in choices else next(iter(choices))

    @property
    def codes(self) -> list[str]:
        """The languages that are shown."""
        wanted = self.chosen("lang")
        return [code for code in own_language_first() if wanted in (BOTH, languages.prefix(code))]

    @cached_property
    def moment(self) -> datetime | None:
        return self.form.cleaned_data.get("at") if self.form.is_valid() else None

    @property
    def kept(self) -> dict[str, str]:
        """What the form sends along besides its own fields."""
        return {name: self.chosen(name) for name in self.groups}

    @property
    def bar(self) -> list[dict]:
        fields = {
            name: self.request.GET[name] for name in self.form.fields if self.request.GET.get(name)
        }
        return [
            {
                "label": label,
                "links": [
                    {
                        "label": words,
                        "address": "?" + urlencode(self.kept | fields | {name: value}),
                        "is_current": self.chosen(name) == value,
                    }
                    for value, words in choices.items()
                ],
            }
            for name, (label, choices) in self.groups.items()
        ]


def language_choices() -> tuple:
    names = {languages.prefix(code): languages.name(code) for code in own_language_first()}
    return _("Language"), names | {BOTH: _("Both")}


def width_choices() -> tuple:
    return pgettext_lazy("of a preview", "Width"), {
        DESKTOP: pgettext_lazy("width of a preview", "Desktop"),
        PHONE: pgettext_lazy("width of a preview", "Phone"),
    }
