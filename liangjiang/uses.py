"""What the home page knows of an article."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from articles.uses import MOST_NAMED, Use
from liangjiang.models import HomeSlot


def of(article: Article) -> list[Use]:
    rows = HomeSlot.objects.filter(article=article.pk).order_by("pk")
    named = [
        (row.get_place_display(), reverse("admin:liangjiang_homeslot_change", args=[row.pk]))
        for row in rows[:MOST_NAMED]
    ]
    words = _("They become free; the newest articles fill them.")
    permission = "liangjiang.delete_homeslot"
    return [Use(_("Places on the home page"), words, rows.count(), named, permission)]
