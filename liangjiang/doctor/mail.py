"""Does the mail server let the portal in?"""

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection

from liangjiang.doctor.findings import Finding, advice, error
from post.failures import explain

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def server() -> Iterator[Finding]:
    """Connect and sign in, without sending anything."""
    if settings.POST_BACKEND != SMTP:
        yield advice(
            f"EMAIL_URL names no mail server ({settings.POST_BACKEND}), so mail leaves this "
            "machine nowhere."
        )
        return
    backend = get_connection(settings.POST_BACKEND)
    try:
        backend.open()
        backend.connection.ehlo_or_helo_if_needed()
    except Exception as failure:
        place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield error(
            f"The mail server {place} does not let us in: {explain(failure).words}. See EMAIL_URL "
            "and that the server takes connections from this machine."
        )
    finally:
        backend.close()
