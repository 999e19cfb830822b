"""What the enquiry desk knows of an article."""

from django.db.models import Q
from django.utils.translation import gettext as _

import languages
from articles.models import Article
from articles.uses import Use
from contact.models import Enquiry


def of(article: Article) -> list[Use]:
    """Return how many questions were asked about its page. Which ones is not for every desk."""
    section, number, about = article.kind.split(".")[0], article.pk, Q(pk__in=[])
    for code in languages.codes():
        place = f"/{languages.prefix(code)}/{section}/{number}"
        about |= Q(about=place) | Q(about__startswith=f"{place}-")
        about |= Q(about__startswith=f"{place}/")
    words = _("They stay, without the page they speak of.")
    return [Use(_("Enquiries about it"), words, Enquiry.objects.filter(about).count())]
