import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import languages
from accounts.models import User
from contact import placeholders
from contact.forms import Line
from contact.models import Enquiry
from languages import column

LONGEST_NOTE, LONGEST_REPLY = 5000, 20000
# Where the templates leave room for words of one's own: a line with dots alone, perhaps numbered.
_GAP = re.compile(r"^[ \t]*(?:\d+[.、][ \t]*)?…+[ \t]*$", re.MULTILINE)


def colleagues():
    """Return who may have enquiries in their hands."""
    people = User.objects.with_perm(
        "contact.change_enquiry", backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.filter(is_staff=True).order_by("first_name", "username")


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        help_text=_("Visitors never read it. Everybody at the desk does, without pressing Show."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Hand over to"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
    )
    # In whose hands the page showed it, so that nobody takes it away from somebody unseen.
    owner = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues()


class ReplyForm(forms.Form):
    subject = Line(label=_("Subject"), max_length=200, empty=_("Write a subject"))
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_REPLY,
        strip=False,
        error_messages={"required": _("Write the reply")},
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    is_answer = forms.BooleanField(
        label=_("This is the answer"),
        help_text=_("Without this tick the enquiry stays in the state it is in."),
        required=False,
    )
    language = forms.ChoiceField(
        choices=[(code, languages.name(code)) for code in languages.codes()],
        widget=forms.HiddenInput,
    )
    # What had happened when the reply was begun (`replies.last_step`).
    seen_step = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, data=None, *, enquiry: Enquiry, **kwargs) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.enquiry = enquiry
        for name in ("subject", "text"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict:
        data = super().clean()
        for name in {"subject", "text", "language"} & {*data}:
            data[name] = data[name].replace("\r\n", "\n")
        for name in {"subject", "text"} & {*data}:
            data[name] = placeholders.fill(data[name], self.enquiry, data.get("language", ""))
        return data

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if _GAP.search(text.replace("\r\n", "\n")):
            raise forms.ValidationError(
                gettext("Fill in the lines in which only “…” stands, or delete them.")
            )
        return text.strip() + "\n"


class ReplyTemplateForm(forms.ModelForm):
    """Refuses placeholders that nothing fills in, rather than sending them to somebody."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code in languages.codes():
            self.fields[column("name", code)].required = True

    def clean(self) -> dict:
        data = super().clean()
        for code in languages.codes():
            texts = [data.get(column(name, code)) for name in ("subject", "text")]
            if any(texts) and not all(texts):
                missing = column("text" if texts[0] else "subject", code)
                if missing not in self.errors:
                    self.add_error(missing, gettext("Subject and text belong together."))
            for name in ("subject", "text"):
                self._check(column(name, code), data)
        if not self.errors and not any(data[column("text", code)] for code in languages.codes()):
            raise forms.ValidationError(
                gettext("Write a subject and a text in at least one language.")
            )
        return data

    def _check(self, name: str, data: dict) -> None:
        unknown = placeholders.unknown(data.get(name))
        if unknown:
            words = {
                "unknown": gettext(", ").join(unknown),
                "known": gettext(", ").join(placeholders.KNOWN),
            }
            text = gettext("%(unknown)s cannot be filled in. These can: %(known)s.")
            self.add_error(name, text % words)
