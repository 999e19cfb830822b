"""Mail that follows a publishing act."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

import languages
from articles.addresses import absolute, in_language
from articles.models import Act


def tell_author(announcement) -> None:
    """Write to the author when somebody else has published or withdrawn the article.

    A publishing step: the message is stored in the transaction of the act, sent afterwards.
    """
    article, act = announcement.article, announcement.act
    author = article.created_by
    if author is None or author == act.by or not author.email or act.by is None:
        return
    with override(author.interface_language or settings.LANGUAGE_CODE):
        send_mail(_subject(announcement), _text(announcement), None, [author.email])


def _subject(announcement) -> str:
    if announcement.act.verb == Act.Verb.WITHDRAW:
        subject = gettext("Taken down: %(title)s")
    elif announcement.act.verb == Act.Verb.UNDO:
        subject = gettext("Undone: %(title)s")
    elif announcement.is_in_the_future:
        subject = gettext("Scheduled: %(title)s")
    else:
        subject = gettext("Published: %(title)s")
    # A title is one line to us, whatever an importer stored.
    return subject % {"title": " ".join(str(announcement.article).split())}


def _text(announcement) -> str:
    article, act = announcement.article, announcement.act
    names = gettext(", ").join(languages.short_name(code) for code in announcement.languages)
    if act.verb == Act.Verb.WITHDRAW:
        first = gettext("%(person)s has taken down your article “%(title)s” (%(languages)s).")
    elif act.verb == Act.Verb.UNDO:
        first = gettext(
            "%(person)s has undone the last publication or withdrawal of your article “%(title)s” "
            "(%(languages)s). Visitors read what they read before; the newer text is kept."
        )
    elif announcement.is_in_the_future:
        first = gettext(
            "%(person)s has scheduled your article “%(title)s” (%(languages)s) for %(time)s, "
            "Beijing time. Then it can be read here:"
        )
    else:
        first = gettext("%(person)s has published your article “%(title)s” (%(languages)s).")
    time = date_format(localtime(act.due_at), "DATETIME_FORMAT")
    words = {"person": act.by, "title": article, "languages": names, "time": time}
    lines = [first % words]
    if act.note:
        lines.append(gettext("Note: %(note)s") % {"note": act.note})
    if act.verb == Act.Verb.PUBLISH:
        lines += [absolute(in_language(article, code)) for code in announcement.languages]
    return "\n\n".join(lines) + "\n"
