from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualQuerySet

import languages
from articles import dependence, prose, strands, structure
from articles.models import references
from articles.models.live import LiveField
from articles.prose.field import ProseField
from languages import column
from languages.addresses import address_of
from library import alt
from library.models import Picture
from pagestore.recording import is_recording


def is_public(language: str, at: datetime | None = None) -> Q:
    """Return the condition for what a visitor may read in `language` (at `at`, by default now).

    The only rule of visibility there is: views, feeds, the site map and counts all use it.
    Raises UnknownLanguage for a code that the portal does not have.
    """
    at = at or timezone.now()
    expires = column("expires_at", language)
    return Q(
        Q(**{f"{expires}__isnull": True}) | Q(**{f"{expires}__gt": at}),
        live__isnull=True,
        **{f"{column('published_at', language)}__lte": at},
    )


class ArticleQuerySet(MultilingualQuerySet):
    def public(self, language: str, at: datetime | None = None) -> "ArticleQuerySet":
        """Return what a visitor may read in `language`: see `is_public`."""
        return self.filter(is_public(language, at))

    def newest(self, language: str) -> "ArticleQuerySet":
        """Order by publication in `language`, the newest first."""
        return self.order_by(f"-{column('published_at', language)}", "-id")

    def live(self) -> "ArticleQuerySet":
        """Leave out working copies."""
        return self.filter(live__isnull=True)

    def without_others(self, language: str) -> "ArticleQuerySet":
        """Leave the texts of other languages unread, but for titles and summaries: they lead there.

        So are the columns that are of no language, which nobody reads.
        """
        texts = strands.text_fields(self.model)
        every = {column(name, code) for name in texts for code in languages.codes()}
        own = {column(name, language) for name in texts}
        leading = {
            column(name, code) for name in ("title", "summary") for code in languages.codes()
        }
        # `defer` of the library would take a name without a language for all of its columns.
        return QuerySet.defer(self, *texts, *sorted(every - own - leading))

    def for_cards(self, language: str) -> "ArticleQuerySet":
        """Load what a headline with summary, date, category and picture shows in `language`."""
        own = [column(name, language) for name in ("title", "summary", "published_at")]
        places = [
            *("category__slug", f"category__{column('name', language)}"),
            *("category__section__slug", "category__section__is_hidden"),
        ]
        pictures = [f"picture__{name}" for name in Picture.SHOWN]
        rows = self.select_related("category__section", "picture")
        return rows.only("kind", "slug", "live", "category", "picture", *own, *places, *pictures)

    def for_lists(self) -> "ArticleQuerySet":
        """Load what a list shows: no bodies, the category beside each row."""
        return self.select_related("category__section", "picture").defer(
            "body", *(column("body", code) for code in languages.codes())
        )


class Article(models.Model):
    """What every kind of article shares; each kind is a child with a table of its own.

    A row is either a live row (`live` is empty), to which every address and foreign key points,
    or the one working copy of a live row. Text is held per language by modeltranslation; whether
    a language is public is not text and stands in columns of our own, which only
    `articles.publishing` writes (docs/decisions/0001-shared-article.md).
    """

    # Names of the reverse relations to rows of a kind's own (see ArticleRow).
    row_relations: tuple[str, ...] = ()
    # Texts that a language must have before it may be published.
    required_to_publish: tuple[str, ...] = ("title", "body", "source")
    # What the kind is called where visitors of search engines see it (schema.org).
    schema_type = "Article"

    kind = models.CharField(_("kind"), max_length=60, editable=False)
    live = LiveField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="working_copy",
        verbose_name=_("live record"),
    )
    category = models.ForeignKey(
        "articles.Category",
        models.PROTECT,
        limit_choices_to=Q(section__isnull=False),
        related_name="+",
        verbose_name=_("category"),
    )
    # The category's section, kept here so that an index can find the newest of a section.
    section = models.ForeignKey(
        "articles.Category", models.PROTECT, editable=False, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences for lists, feeds and search engines."),
    )
    body = ProseField(_("text"), blank=True)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Who published this first, as it stands under the headline."),
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, the summary is used."),
    )
    picture = models.ForeignKey(
        "library.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_is_decorative = models.BooleanField(
        _("the picture is decorative"),
        default=False,
        help_text=_("It adds nothing that the text does not say. Then it needs no description."),
    )
    picture_caption = models.CharField(_("caption"), max_length=400, blank=True)
    picture_credit = models.CharField(
        _("picture credit"), max_length=200, blank=True, help_text=_("Who made the picture.")
    )
    picture_alt = models.CharField(
        _("picture description"),
        max_length=400,
        blank=True,
        help_text=_(
            "What the picture shows, for people who cannot see it. Not the title, not the caption."
        ),
    )
    is_featured = models.BooleanField(
        _("lead story"),
        default=False,
        help_text=_("The newest lead story stands at the top of the home page."),
    )
    slug = models.SlugField(
        _("end of the address"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, it is made from the title at the first publication."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
        help_text=_("Who is reminded when the text has to be checked again."),
    )
    review_by = models.DateField(
        _("check again by"),
        null=True,
        blank=True,
        help_text=_("On this day it appears on the start page of who is responsible."),
    )

    sample_key = models.CharField(max_length=80, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last saved by"),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = (
            [
                models.Index(
                    fields=[field, f"-{column('published_at', code)}", "-id"],
                    name=f"article_{field}_{languages.suffix(code)}",
                    condition=Q(live__isnull=True),
                )
                for field in ("kind", "category", "section")
                for code in languages.codes()
            ]
            + [
                models.Index(
                    fields=[f"-{column('published_at', code)}", "-id"],
                    name=f"article_{name}_{languages.suffix(code)}",
                    condition=Q(live__isnull=True, **only),
                )
                for name, only in (("date", {}), ("lead", {"is_featured": True}))
                for code in languages.codes()
            ]
            + [
                models.Index(
                    fields=["review_by", "id"],
                    name="article_review_by",
                    condition=Q(live__isnull=True, review_by__isnull=False),
                )
            ]
            + [
                # The lists of the desk.
                models.Index(
                    fields=["kind", "-updated_at", "-id"],
                    name="article_kind_updated",
                    condition=Q(live__isnull=True),
                )
            ]
            + [
                # Hardly anything ends, and the desk asks for it on its first page.
                models.Index(
                    fields=[column("expires_at", code), "id"],
                    name=f"article_expires_{languages.suffix(code)}",
                    condition=Q(
                        live__isnull=True, **{f"{column('expires_at', code)}__isnull": False}
                    ),
                )
                for code in languages.codes()
            ]
            + [
                # Holds only what the desk has to see to: articles.picture_gaps.
                models.Index(
                    fields=["-updated_at", "-id"],
                    name=f"article_no_{text}_{languages.suffix(code)}",
                    condition=Q(
                        picture__isnull=False,
                        picture_is_decorative=False,
                        **{f"{column('title', code)}__gt": "", column(f"picture_{text}", code): ""},
                    ),
                )
                for text in ("alt", "credit")
                for code in languages.codes()
            ]
        )
        constraints = [
            models.CheckConstraint(
                name=f"article_ends_after_start_{languages.suffix(code)}",
                condition=Q(**{f"{column('expires_at', code)}__isnull": True})
                | Q(**{f"{column('published_at', code)}__isnull": True})
                | Q(
                    **{f"{column('expires_at', code)}__gt": models.F(column("published_at", code))}
                ),
            )
            for code in languages.codes()
        ]

    def __str__(self) -> str:
        first = [get_language() or settings.LANGUAGE_CODE]
        for code in first + [code for code in languages.codes() if code not in first]:
            if code in languages.codes() and languages.has_text(self, "title", code):
                return getattr(self, column("title", code))
        return str(_("untitled"))

    def save(self, *args, **kwargs) -> None:
        # The row of the child decides the kind; a row read through the parent keeps its own.
        if type(self) is not Article:
            self.kind = self._meta.label_lower
        self.section_id = self.category.section_id
        # The picture may have gone with a content that names a deleted one (strands.apply).
        self.picture_is_decorative = self.picture_is_decorative and self.picture_id is not None
        clean_texts(self, kwargs.get("update_fields"))
        written = self._languages_written(kwargs.get("update_fields"))
        references.drop_gone_pictures(self, written)
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            references.keep(self, written)

    def get_absolute_url(self) -> str:
        """Return the article's address in the active language."""
        if self.category.stands_alone:
            # It stands alone, under its category's address, such as /en/terms/.
            return self.category.get_absolute_url()
        app_label = self.kind.split(".")[0]
        parts = [self.live_pk, self.slug] if self.slug else [self.live_pk]
        return address_of(f"{app_label}:article", *parts)

    @classmethod
    def from_db(cls, *args) -> "Article":
        row = super().from_db(*args)
        if is_recording():
            dependence.used(row)
        return row

    def _languages_written(self, names: Iterable[str] | None) -> list[str]:
        """Return the languages whose body a save with these `update_fields` writes."""
        unread = self.get_deferred_fields()
        bodies = {code: column("body", code) for code in languages.codes()}
        return [
            code
            for code, name in bodies.items()
            if name not in unread and (names is None or name in names)
        ]

    def clean(self) -> None:
        if self.picture_is_decorative and not self.picture_id:
            raise ValidationError(
                {"picture_is_decorative": _("There is no picture that could be decorative.")}
            )

    @property
    def live_pk(self) -> int:
        """The id in every address: that of the live row."""
        return self.live_id or self.pk

    @property
    def is_working_copy(self) -> bool:
        return self.live_id is not None

    def published_at(self, language: str) -> datetime | None:
        return getattr(self, column("published_at", language))

    def expires_at(self, language: str) -> datetime | None:
        return getattr(self, column("expires_at", language))

    def is_public(self, language: str, at: datetime | None = None) -> bool:
        """Tell what `public()` tells for this row."""
        at = at or timezone.now()
        published, expires = self.published_at(language), self.expires_at(language)
        return (
            not self.is_working_copy
            and published is not None
            and published <= at
            and (expires is None or expires > at)
        )

    @property
    def has_publication(self) -> bool:
        """Whether any language is public, was, or will be: then a working copy is edited."""
        return any(self.published_at(code) for code in languages.codes())

    def describes_picture(self, language: str) -> bool:
        """Whether the lead picture has words of its own for those who cannot see it."""
        given = getattr(self, column("picture_alt", language))
        beside = [getattr(self, column(name, language)) for name in ("title", "picture_caption")]
        has_words = languages.has_text(self, "picture_alt", language)
        return has_words and not alt.repeats(given, [*beside, *self.picture.names])

    def missing_for(self, language: str) -> list[str]:
        """Return what still keeps `language` from being published, as labels of fields."""
        missing = [
            self._meta.get_field(column(name, language)).verbose_name
            for name in self.required_to_publish
            if not languages.has_text(self, name, language)
        ]
        if (
            self.picture_id
            and not self.picture_is_decorative
            and not self.describes_picture(language)
        ):
            missing.append(self._meta.get_field(column("picture_alt", language)).verbose_name)
        missing += [
            _("the description of picture %(number)s in the text") % {"number": number}
            for number in references.without_description(self, language)
        ]
        if structure.parts_to_translate(getattr(self, column("body", language)) or ""):
            missing.append(
                _("the translation of what is marked %(mark)s")
                % {"mark": structure.MARKS[language]}
            )
        return [str(label) for label in missing]


for _code in languages.codes():
    Article.add_to_class(
        column("published_at", _code), models.DateTimeField(null=True, blank=True, editable=False)
    )
    Article.add_to_class(
        column("expires_at", _code), models.DateTimeField(null=True, blank=True, editable=False)
    )
for _strand in strands.names():
    Article.add_to_class(
        strands.version_column(_strand),
        models.PositiveIntegerField(default=0, editable=False),
    )


def clean_texts(row: models.Model, names: Iterable[str] | None = None) -> None:
    """Clean every text on every path that saves: the admin, an import, the shell.

    names: the fields that are saved, if not all.
    """
    deferred = row.get_deferred_fields()
    for name in strands.text_fields(type(row)):
        cleaner = prose.clean if name == "body" else prose.without_controls
        for code in languages.codes():
            field = column(name, code)
            if field not in deferred and (names is None or field in names):
                setattr(row, field, cleaner(getattr(row, field) or ""))
