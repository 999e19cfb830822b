"""The mail that says an enquiry has arrived.

It goes to whatever address somebody typed, so it carries nothing of what they typed: otherwise the
form could be used to send other people one's own words.
"""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext, override

from articles.addresses import absolute
from contact.models import Enquiry
from post.outbox import new_message_id

# Beyond this many a day to one address a letter helps nobody but whoever floods that address.
MOST_A_DAY = 5


def order(enquiry: Enquiry) -> None:
    """Put the acknowledgement into the outbox, in the language of the page that was used."""
    since = timezone.now() - timedelta(days=1)
    today = Enquiry.objects.filter(created_at__gt=since, email__istartswith=enquiry.email[0])
    own, others = _mailbox(enquiry.email), today.values_list("email", flat=True)
    if sum(_mailbox(each) == own for each in others) > MOST_A_DAY:
        return
    enquiry.acknowledged_by = new_message_id()
    with override(enquiry.language):
        message = EmailMessage(
            subject=gettext("We have received your enquiry %(number)s")
            % {"number": enquiry.reference},
            body=_body(enquiry),
            to=[enquiry.email],
            reply_to=[settings.CONTACT_EMAIL],
            # RFC 3834: mailers that answer by themselves shall not answer this.
            headers={"Auto-Submitted": "auto-replied", "Message-ID": enquiry.acknowledged_by},
        )
    message.send()
    enquiry.save(update_fields=["acknowledged_by"])


def _mailbox(address: str) -> tuple[str, str]:
    """Return where an address leads at most providers, in whichever of its spellings."""
    local, _at, host = address.lower().rpartition("@")
    # No mail can go to a host without such a form; it shall not keep others from theirs.
    with suppress(UnicodeError):
        host = punycode(host)
    return local.partition("+")[0].replace(".", ""), host


def _body(enquiry: Enquiry) -> str:
    site = absolute(reverse("contact"))
    return render_to_string("contact/acknowledgement.txt", {"enquiry": enquiry, "site": site})
