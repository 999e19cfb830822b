from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.forms import PasswordResetForm
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.models import User

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
