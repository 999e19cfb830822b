"""Invitations: an account without a password, and a letter with a link to choose one.

Nobody types a password for somebody else, and none is ever mailed.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.formats import date_format
from django.utils.http import urlsafe_base64_encode
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from accounts.models import User

VALID = timedelta(days=3)


class InvitationTokens(PasswordResetTokenGenerator):
    """Django's tokens, valid as long as an invitation is; a newer letter ends an older one."""

    key_salt = "accounts.invitations"

    def make_token(self, user: User) -> str:
        # Django asks whether PASSWORD_RESET_TIMEOUT has passed since the moment in the token.
        longer = int(VALID.total_seconds()) - settings.PASSWORD_RESET_TIMEOUT
        return self._make_token_with_timestamp(
            user, self._num_seconds(self._now()) + longer, self.secret
        )

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.password_mail_at}"


TOKENS = InvitationTokens()


def is_invited(person: User) -> bool:
    """Tell whether somebody has an account that they have never entered."""
    return person.is_active and person.last_login is None and not person.has_usable_password()


def valid_until(person: User) -> datetime | None:
    return person.password_mail_at and person.password_mail_at + VALID


def send(person: User, by: User) -> None:
    """Write to somebody in their language; the letter is stored in the surrounding transaction."""
    # Without parts of a second, which a database may round: the link depends on it.
    person.password_mail_at = timezone.now().replace(microsecond=0)
    person.save(update_fields=["password_mail_at"])
    with override(person.interface_language or settings.LANGUAGE_CODE):
        context = {
            "person": person,
            "by": by,
            "link": settings.SITE_URL + _address(person),
            "until": date_format(localtime(valid_until(person)), "DATETIME_FORMAT"),
            "desk": settings.SITE_URL + reverse("admin:index"),
        }
        subject = gettext("Your account for the portal %(site)s")
        EmailMessage(
            subject=subject % {"site": urlsplit(settings.SITE_URL).netloc},
            body=render_to_string("accounts/invitation.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def _address(person: User) -> str:
    number = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("admin_invitation", args=[number, TOKENS.make_token(person)])
