"""Which pictures and articles a body names, as rows, so that the database can be asked.

`keep` brings the rows into step with the text on every path that saves an article. Bulk inserts
write none; what they insert has neither figures nor inner links.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import prose
from languages import column
from library import alt
from library.models import Picture


class BodyPicture(models.Model):
    """A picture stands in the text of an article's row (live or working copy) in a language."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="body_pictures")
    language = models.CharField(_("language"), max_length=10)
    picture = models.ForeignKey("library.Picture", models.PROTECT, related_name="+")
    # What the work list asks, without reading texts: is there anything to be added?
    is_described = models.BooleanField(default=True)
    is_credited = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("picture in a text")
        verbose_name_plural = _("pictures in texts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "picture"], name="body_picture_unique"
            )
        ]
        # Both hold only what the desk has to see to: articles.picture_gaps.
        indexes = [
            models.Index(
                fields=["language"],
                name=f"body_picture_not_{name}",
                condition=models.Q(**{name: False}),
            )
            for name in ("is_described", "is_credited")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.picture_id}"


class BodyLink(models.Model):
    """The text of an article's row (live or working copy) leads to another article."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="body_links")
    language = models.CharField(_("language"), max_length=10)
    # The live row. Where it is gone, the words stay in the text and the link is not written.
    target = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("link in a text")
        verbose_name_plural = _("links in texts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "target"], name="body_link_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.target_id}"


def drop_gone_pictures(row: models.Model, codes: list[str]) -> None:
    """Leave figures out of the bodies whose picture is not in the library (any more)."""
    bodies = {code: getattr(row, column("body", code)) for code in codes}
    named = {figure.picture_id for body in bodies.values() for figure in prose.figures_in(body)}
    if not named:
        return
    there = Picture.objects.in_library().filter(pk__in=named)
    gone = named - set(there.values_list("pk", flat=True))
    for code, body in bodies.items() if gone else ():
        setattr(row, column("body", code), prose.without_pictures(body, gone))


def without_description(row: models.Model, code: str) -> list[int]:
    """Return which figures of a body, by their place, are not described to who cannot see them."""
    figures = prose.figures_in(getattr(row, column("body", code)) or "")
    pictures = Picture.objects.in_bulk({each.picture_id for each in figures}) if figures else {}
    return [
        place
        for place, each in enumerate(figures, 1)
        if not each.is_decorative and not _describes(each, pictures.get(each.picture_id))
    ]


def _describes(figure: prose.Figure, picture: Picture | None) -> bool:
    others = [figure.caption, *(picture.names if picture else ())]
    return bool(figure.alt) and not alt.repeats(figure.alt, others)


def keep(row: models.Model, codes: list[str]) -> None:
    """Bring the rows of references into step with the bodies of `row` in these languages."""
    if not codes:
        return
    pictures, links = set(), set()
    for code in codes:
        body = getattr(row, column("body", code))
        pictures |= _pictures_of(body, code)
        links |= {(code, number) for number in prose.references(body)}
    _bring(BodyPicture, row, codes, pictures)
    _bring(BodyLink, row, codes, _to_live_articles(links))


def _pictures_of(body: str, code: str) -> set[tuple]:
    figures = {}
    for figure in prose.figures_in(body):
        figures.setdefault(figure.picture_id, []).append(figure)
    return {
        (
            code,
            number,
            all(figure.is_decorative or figure.alt for figure in uses),
            all(figure.is_decorative or figure.credit for figure in uses),
        )
        for number, uses in figures.items()
    }


def _to_live_articles(links: set[tuple]) -> set[tuple]:
    if not links:
        return links
    rows = BodyLink._meta.get_field("target").related_model.objects.live()
    numbers = {number for _code, number in links}
    there = set(rows.filter(pk__in=numbers).values_list("pk", flat=True))
    return {(code, number) for code, number in links if number in there}


_COLUMNS = {
    BodyPicture: ("language", "picture_id", "is_described", "is_credited"),
    BodyLink: ("language", "target_id"),
}


def _bring(model: type[models.Model], row: models.Model, codes: list[str], wanted: set) -> None:
    columns = _COLUMNS[model]
    rows = model.objects.filter(article_id=row.pk, language__in=codes)
    known = {tuple(values): pk for pk, *values in rows.values_list("pk", *columns)}
    if stale := [pk for values, pk in known.items() if values not in wanted]:
        model.objects.filter(pk__in=stale).delete()
    model.objects.bulk_create(
        model(article_id=row.pk, **dict(zip(columns, values, strict=True)))
        for values in sorted(wanted - known.keys())
    )
