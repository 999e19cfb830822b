"""Mail that follows a publishing act."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext, override

from articles import languages
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
        send_mail(_subject(article, act), _text(announcement), None, [author.email])


def _subject(article, act) -> str:
    # A title is one line to us, whatever an importer stored.
    title = " ".join(str(article).split())
    if act.verb == Act.Verb.WITHDRAW:
        return gettext("Taken down: %(title)s") % {"title": title}
    return gettext("Published: %(title)s") % {"title": title}


def _text(announcement) -> str:
    article, act = announcement.article, announcement.act
    names = gettext(", ").join(languages.short_name(code) for code in announcement.languages)
    if act.verb == Act.Verb.WITHDRAW:
        first = gettext("%(person)s has taken down your article “%(title)s” (%(languages)s).")
    else:
        first = gettext("%(person)s has published your article “%(title)s” (%(languages)s).")
    lines = [first % {"person": act.by, "title": article, "languages": names}]
    if act.note:
        lines.append(gettext("Note: %(note)s") % {"note": act.note})
    if act.verb == Act.Verb.PUBLISH:
        lines += [absolute(in_language(article, code)) for code in announcement.languages]
    return "\n\n".join(lines) + "\n"
