"""Notices, places on the home page and days of mourning in the desk's schedule."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

import languages
from articles.desk.panels import strand_names
from desk.planned import MOST, Planned
from languages import column, has_text
from liangjiang.models import HomeSlot, Mourning, SiteNotice
from liangjiang.models.timed import Timed


def ahead(person, codes: list[str]) -> list[Planned]:
    """Return their beginnings and ends to come, as far as the person may see their pages."""
    return [
        entry
        for model, rows in (
            (HomeSlot, HomeSlot.objects.select_related("article").defer(*_bodies())),
            (SiteNotice, SiteNotice.objects.all()),
            (Mourning, Mourning.objects.all()),
        )
        if _may_see(person, model)
        for row in rows.filter(_is_ahead()).order_by("pk")[:MOST]
        for entry in _of(row, codes)
    ]


def _bodies() -> list[str]:
    return ["article__body", *(f"article__{column('body', code)}" for code in languages.codes())]


def _may_see(person, model: type[Timed]) -> bool:
    app, name = model._meta.app_label, model._meta.model_name
    return any(person.has_perm(f"{app}.{act}_{name}") for act in ("view", "change"))


def _is_ahead() -> Q:
    now = timezone.now()
    return Q(starts_at__gt=now) | Q(ends_at__gt=now)


def _of(row: Timed, codes: list[str]) -> Iterator[Planned]:
    shown = [code for code in _languages(row) if code in codes]
    moments = (
        (row.starts_at, pgettext("something with two times", "begins")),
        (row.ends_at, pgettext("something with two times", "ends")),
    )
    address = reverse(f"admin:liangjiang_{row._meta.model_name}_change", args=[row.pk])
    kind = str(row._meta.verbose_name)
    for at, what in moments:
        if shown and at and at > timezone.now():
            yield Planned(at, what, str(row), address, strand_names(shown), kind)


def _languages(row: Timed) -> list[str]:
    if isinstance(row, HomeSlot):
        return row.page_languages()
    if isinstance(row, SiteNotice):
        return [code for code in languages.codes() if has_text(row, "text", code)]
    return languages.codes()
