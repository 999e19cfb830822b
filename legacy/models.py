from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportedPage(models.Model):
    """A saved page of the former site that became an article, and what the article cannot hold.

    By its title and date a page is recognised when it comes again, whatever has become of the
    article's title since.
    """

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        limit_choices_to={"live": None},
        related_name="+",
        verbose_name=_("article"),
    )
    # As `readers.lines.normal` writes it.
    title = models.TextField(editable=False)
    date = models.DateField(_("date of the page"))
    file_name = models.CharField(_("file"), max_length=255)
    editor = models.CharField(_("edited by"), max_length=100, blank=True)
    # Pictures that were on the page and in no file of text: [{"caption": "…", "credit": "…"}].
    pictures = models.JSONField(_("pictures to be added"), default=list, blank=True)
    report = models.TextField(_("report"), blank=True)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        constraints = [
            models.UniqueConstraint(fields=["title", "date"], name="importedpage_is_imported_once")
        ]

    def __str__(self) -> str:
        return self.file_name
