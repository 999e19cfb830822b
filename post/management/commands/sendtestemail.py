from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from post import sending
from post.models import Letter

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TEXT = """\
This is a test mail from {site}. Whoever reads it knows that the portal's mail arrives.

这是 {site} 发出的测试邮件。收到它，说明门户网站的邮件可以送达。
"""


class Command(BaseCommand):
    help = (
        "Writes a test mail to each address, puts it into the outbox like every other mail, sends "
        "it at once and says what the mail server answered. The exit code is 0 only if the server "
        "has taken all of them. Takes the place of Django's own command, which would say nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", nargs="+", help="Where to send it, for example li@example.org")

    def handle(self, *args, email: list[str], **options) -> None:
        subject = f"Test mail 测试邮件 {timezone.localtime():%Y-%m-%d %H:%M:%S}"
        message = EmailMessage(subject, TEXT.format(site=settings.SITE_URL), to=email)
        letters = sending.send_at_once(message)
        for letter in letters:
            self.stdout.write(_outcome(letter))
        if any(letter.state != Letter.State.SENT for letter in letters):
            raise CommandError(
                "Not everything was taken; EMAIL_URL in the settings names the server."
            )
        if settings.POST_BACKEND != SMTP:
            self.stdout.write("EMAIL_URL names no mail server, so nothing has left this machine.")


def _outcome(letter: Letter) -> str:
    match letter.state:
        case Letter.State.SENT if settings.POST_BACKEND == SMTP:
            server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
            return f"{letter.recipient}: taken by {server} as {letter.message_id}"
        case Letter.State.SENT:
            return f"{letter.recipient}: handed to {settings.POST_BACKEND}"
        case Letter.State.GIVEN_UP:
            return f"{letter.recipient}: refused and given up. {letter.last_error}"
    again = timezone.localtime(letter.next_try_at)
    return f"{letter.recipient}: not taken, next try at {again:%H:%M}. {letter.last_error}"
