from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleRow
from languages import column, has_text
from library import alt


class Story(Article):
    """A news item."""

    article = models.OneToOneField(
        Article, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    schema_type = "NewsArticle"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")


class PhotoStory(Article):
    """A story told in pictures, each with a caption of its own."""

    article = models.OneToOneField(
        Article, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    row_relations = ("pictures",)
    required_to_publish = ("title", "source")
    schema_type = "NewsArticle"

    class Meta:
        verbose_name = _("photo story")
        verbose_name_plural = _("photo stories")

    def missing_for(self, language: str) -> list[str]:
        rows = sorted(self.pictures.all(), key=lambda row: (row.position, row.pk))
        numbered = [(n, row) for n, row in enumerate(rows, 1) if row.has_text_in(language)]
        missing = super().missing_for(language)
        if not numbered:
            missing.append(str(_("at least one picture with a description")))
        for number, row in numbered:
            missing += [
                _("%(label)s of picture %(number)s") % {"label": label, "number": number}
                for label in row.missing_for(language)
            ]
        return missing

    def first_picture_id(self) -> int | None:
        rows = self.pictures.order_by("position", "pk")
        return rows.values_list("picture_id", flat=True).first()

    def lead_with_first(self, before: int | None) -> None:
        """Show a new first picture in lists, as long as nobody has chosen another one for them.

        before: the first picture as it was; if it still is, somebody has only written words. It is
        decorative: a list shows it beside the headline, the story's own page with its words.
        """
        first = self.first_picture_id()
        follows = self.picture_is_decorative and self.picture_id == before
        if first == before or (self.picture_id and not follows):
            return
        self.picture_id, self.picture_is_decorative = first, first is not None
        self.save(update_fields=["picture", "picture_is_decorative"])


class StoryPicture(ArticleRow):
    """One picture of a photo story."""

    article_field = "story"

    story = models.ForeignKey(PhotoStory, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        "library.Picture", models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("picture credit"), max_length=200, blank=True)
    alt = models.CharField(
        _("picture description"),
        max_length=400,
        blank=True,
        help_text=_(
            "What the picture shows, for people who cannot see it. Not the title, not the caption."
        ),
    )

    class Meta:
        verbose_name = _("picture of a story")
        verbose_name_plural = _("pictures of a story")
        constraints = [
            models.UniqueConstraint(fields=["story", "key"], name="storypicture_key_unique")
        ]

    def __str__(self) -> str:
        return self.caption_en or self.caption_zh_hans or str(self.picture)

    def has_text_in(self, language: str) -> bool:
        return has_text(self, "caption", language) or has_text(self, "alt", language)

    def missing_for(self, language: str) -> list[str]:
        beside = [getattr(self, column("caption", language)), *self.picture.names]
        given = getattr(self, column("alt", language))
        if has_text(self, "alt", language) and not alt.repeats(given, beside):
            return []
        return [str(self._meta.get_field("alt").verbose_name)]
