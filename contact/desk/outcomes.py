"""What became of the replies to an enquiry, as the outbox knows it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

import languages
from contact import threads
from contact.models import Enquiry, Reply
from post.models import Letter


@dataclass(frozen=True)
class Outcome:
    """A reply and the words that say whether its letter has been sent."""

    reply: Reply
    words: str
    is_trouble: bool

    @property
    def tag(self) -> str:
        return languages.html_lang(self.reply.language)


def with_outcomes(enquiry: Enquiry) -> list[Outcome]:
    replies = list(enquiry.replies.order_by("at", "pk"))
    letters = threads.letters(reply.message_id for reply in replies).defer("raw")
    known = {letter.message_id: letter for letter in letters} if replies else {}
    return [_outcome(reply, known.get(reply.message_id), enquiry) for reply in replies]


def _outcome(reply: Reply, letter: Letter | None, enquiry: Enquiry) -> Outcome:
    if letter is None:
        # Letters are not kept for ever, and those of an erased enquiry go with it.
        gone = gettext("erased") if enquiry.is_erased else gettext("the letter is no longer kept")
        return Outcome(reply, gone, is_trouble=False)
    match letter.state:
        case Letter.State.SENT:
            words = gettext("sent on %(time)s") % {"time": _when(letter.sent_at)}
        case Letter.State.GIVEN_UP:
            words = gettext("could not be sent and was given up: the person has not got it")
        case Letter.State.DISCARDED:
            words = gettext("was discarded and is not sent: the person has not got it")
        case Letter.State.SENDING:
            words = gettext("is being sent")
        case _:
            words = gettext("waits to be sent, next try on %(time)s")
            words %= {"time": _when(letter.next_try_at)}
    lost = letter.state in (Letter.State.GIVEN_UP, Letter.State.DISCARDED)
    return Outcome(reply, words, is_trouble=lost)


def _when(moment) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
