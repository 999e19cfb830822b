from collections.abc import Iterator

import pytest

from tests.post.mail_server import MailServer, running_mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """A mail server that the portal sends its letters to."""
    with running_mail_server() as running:
        settings.POST_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.address
        yield running
