import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import clean_texts


class ArticleRow(models.Model):
    """When an article needs ordered rows of its own, such as the pictures of a photo story.

    The key is the same in the live row and in its working copy, so a row keeps its id and the
    other language's text when one language is published. Name the foreign key to the article in
    `article_field` and list the relation in the kind's `row_relations`.
    """

    article_field: str

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        clean_texts(self)
        super().save(*args, **kwargs)

    def has_text_in(self, language: str) -> bool:
        """Whether visitors of `language` see this row."""
        raise NotImplementedError

    def missing_for(self, language: str) -> list[str]:
        """Return what the row lacks before `language` may be published, as labels of fields."""
        return []
