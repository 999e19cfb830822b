import re
from collections.abc import Iterator
from datetime import timedelta

from django import forms
from django.contrib.auth.forms import PasswordResetForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Between two letters to the same person.
PAUSE = timedelta(minutes=10)


class NewPasswordForm(PasswordResetForm):
    """Writes to a person in the language they have chosen, whoever filled in the form."""

    def get_users(self, email: str) -> Iterator[User]:
        """Yield whom to write to: nobody twice within a few minutes, whoever asks how often."""
        now = timezone.now()
        for user in super().get_users(email):
            if user.password_mail_at is None or user.password_mail_at < now - PAUSE:
                User.objects.filter(pk=user.pk).update(password_mail_at=now)
                yield user

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with override(context["user"].interface_language or get_language()):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)


class CleanNames:
    """A name stands in one line of a letter and of the desk, whatever was pasted."""

    def clean_first_name(self) -> str:
        return _one_line(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return _one_line(self.cleaned_data["last_name"])


def _one_line(name: str) -> str:
    # Unicode's controls and what turns the direction of writing, but not what joins letters.
    return " ".join(_UNSEEN.sub(" ", name).split())


class PersonForm(CleanNames, UserChangeForm):
    """The page of somebody who has an account."""


class InvitationForm(CleanNames, forms.ModelForm):
    """Asks for what an account needs; the rest is the invited person's own matter."""

    class Meta:
        model = User
        fields = ("first_name", "email", "groups", "interface_language")
        labels = {"first_name": _("Name")}
        help_texts = {
            "first_name": _("As colleagues know them, such as 李华 or Li Hua."),
            "email": _("The letter goes there, and they sign in with it."),
            "groups": _("What they may do. More than one is possible."),
            "interface_language": _("Of the letter and of the desk; they can change it."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            self.fields[name].required = True
        # The widget of the admin offers to add a group beside the field.
        self.fields["groups"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["groups"].choices
        )
        self.fields["interface_language"].choices = User.interface_language.field.choices

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        taken = User.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).first()
        if taken:
            words = _("%(person)s has an account with this address already.")
            raise ValidationError(words, params={"person": taken})
        return email

    def save(self, commit: bool = True) -> User:
        self.instance.username = self.instance.email
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)
