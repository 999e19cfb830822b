from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

import languages
from languages import column


class Collection(models.Model):
    """A drawer of the library, such as an event or a place; a picture lies in one or in none."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        own = languages.normalise(get_language() or languages.EN)
        for code in [own, *languages.others(own)]:
            if languages.has_text(self, "name", code):
                return getattr(self, column("name", code))
        return str(_("untitled"))
