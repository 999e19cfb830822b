import unicodedata
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

import languages
from contact import subjects
from contact.models import Enquiry

LONGEST_MESSAGE = 5000
_TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character here; there are %(show_value)d now",
    "Use at most %(limit_value)d characters here; there are %(show_value)d now",
    "limit_value",
)


def _typed(sign: str) -> str:
    return " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign


class Line(forms.CharField):
    """One line of text as people type it anywhere in the world: any script, any form of number."""

    def __init__(self, *, empty: str = "", autocomplete="off", inputmode="text", **kwargs) -> None:
        super().__init__(
            error_messages={"required": empty},
            widget=forms.TextInput(attrs={"autocomplete": autocomplete, "inputmode": inputmode}),
            **kwargs,
        )
        for validator in self.validators:
            if hasattr(validator, "limit_value"):
                validator.message = _TOO_LONG

    def to_python(self, value: str) -> str:
        # What cannot be typed into one line comes from a program, and must not reach a mail.
        text = super().to_python(value)
        return " ".join("".join(map(_typed, text)).split())

    def widget_attrs(self, widget: forms.Widget) -> dict:
        # A browser that cuts off what is too long loses it; we say so instead.
        return {}


class Address(forms.EmailField):
    """An address that a person may have: RFC 5322 allows more than that, and Django takes it."""

    def to_python(self, value: str) -> str:
        # What is copied brings invisible marks along, for the direction of writing, say.
        text, signs = super().to_python(value), "\u200b\u200e\u200f\u202a\u202c\u2060\ufeff"
        return text.strip(signs).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        # Quotes may hold control characters, which break the header of a mail, and brackets the
        # number of a machine in our own network.
        if not value.isprintable() or set('"\\[]') & set(value) or value.endswith("@localhost"):
            raise forms.ValidationError(self.error_messages["invalid"])


class EnquiryForm(forms.Form):
    """The contact form. Five fields are required, and none of them asks for a form of its own."""

    # The page itself says what is missing, in its language and beside the field.
    use_required_attribute = False

    name = Line(
        label=_("Your name"), max_length=200, autocomplete="name", empty=_("Enter your name")
    )
    organisation = Line(
        label=_("Organisation"), max_length=200, required=False, autocomplete="organization"
    )
    email = Address(
        label=_("Email"),
        help_text=_("We use it only to answer you."),
        max_length=254,
        error_messages={
            "required": _("Enter an email address like name@example.com"),
            "invalid": _("Enter an email address like name@example.com"),
        },
        # Not type="email": browsers refuse addresses in other scripts with words of their own.
        widget=forms.TextInput(
            attrs={
                "autocomplete": "email",
                "inputmode": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    phone = Line(
        label=_("Telephone"),
        max_length=60,
        required=False,
        autocomplete="tel",
        inputmode="tel",
    )
    country = Line(
        label=_("Country or region"), max_length=100, required=False, autocomplete="country-name"
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose one")), *Enquiry.Kind.choices],
        error_messages={
            "required": _("Choose what your question is about"),
            "invalid_choice": _("Choose what your question is about"),
        },
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[("", _("None or not sure")), *Enquiry.Sector.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose a sector from the list")},
    )
    message = forms.CharField(
        label=_("Your question"),
        help_text=_("Please leave out passport and bank details."),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write your question"), "max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    answer_language = forms.ChoiceField(
        label=_("Answer in"),
        choices=[(code, languages.name(code)) for code in languages.codes()],
        required=False,
        widget=forms.RadioSelect,
    )
    # The page that somebody came from by a link such as "Report a mistake".
    about = forms.CharField(required=False, widget=forms.HiddenInput)
    consent = forms.BooleanField(
        error_messages={"required": _("Tick this box so that we may use your details to answer")},
    )

    def __init__(self, data=None, *, language: str, **kwargs) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.language = language
        self.fields["answer_language"].initial = language
        self.fields["message"].widget.attrs.pop("maxlength", None)
        self.fields["email"].widget.attrs.pop("maxlength", None)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "" if name in ("answer_language", "consent") else "in"

    def clean_answer_language(self) -> str:
        return self.cleaned_data["answer_language"] or self.language

    def clean_about(self) -> str:
        # Whoever changes it by hand asks about nothing in particular.
        return subjects.own_page(self.cleaned_data["about"])

    @property
    def subject(self) -> str:
        """The path of the page that the question is about."""
        return subjects.own_page(self["about"].value())

    @property
    def subject_shown(self) -> str:
        return subjects.readable(self.subject)

    @property
    def query(self) -> str:
        """What the form's address carries, so that the other language's form opens alike."""
        given = {"kind": self["kind"].value(), "about": self.subject} if self.subject else {}
        return f"?{urlencode(given, safe='/')}" if given else ""

    def clean_message(self) -> str:
        return self.cleaned_data["message"].replace("\r\n", "\n")
