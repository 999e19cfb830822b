"""Making an article of a saved page: once, under its category, public since the day of the page."""

import html
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import old_paths, publishing, redirects
from articles.models import Article, Category
from articles.prose import is_too_much, plain
from articles.working_copies import record
from languages import EN, column
from legacy import categories, report
from legacy.models import ImportedPage
from legacy.page import Page, Refused
from legacy.readers.lines import normal
from news.models import Story

# A page without a source was the former site's own.
OWN_SOURCE = old_paths.FORMER_HOST


@dataclass(frozen=True)
class Outcome:
    """What has become of one file."""

    article: Article
    is_new: bool
    page: Page
    day: datetime
    category: Category
    notes: list[str]


@transaction.atomic
def take(page: Page, file_name: str, old_path: str = "", is_draft: bool = False) -> Outcome:
    """Make an article of a page, or find the one that it became earlier.

    old_path: where the page was on the former site; it leads to the article from now on.
    Raises Refused with the reason in words.
    """
    notes = list(page.notes)
    day = page.date or _day_of(old_path, notes)
    if day > timezone.now():
        raise Refused(f"its date {report.written(day)} lies in the future")
    category = categories.find(page.breadcrumb)
    known = _known(page.headline, day)
    if known is None:
        article = _write(page, category, notes)
        imported = _file(page, article, day, file_name)
        if not is_draft:
            _publish(article, day, file_name)
    else:
        article, notes = known, _differences(page, known)
    if old_path:
        _lead_here(old_path, article, notes)
    # Publishing has given it the end of its address.
    outcome = Outcome(Article.objects.get(pk=article.pk), known is None, page, day, category, notes)
    if known is None:
        imported.report = report.of(outcome)
        imported.save()
    return outcome


def _day_of(old_path: str, notes: list[str]) -> datetime:
    day = old_paths.date_in(old_path) if old_path else None
    if day is None:
        raise Refused("no date: the page has no date line; give its old --address, which has one")
    notes.append("The page has no date line; the date is that of its address.")
    return timezone.make_aware(datetime.combine(day, time.min))


def _known(headline: str, day: datetime) -> Article | None:
    """Find the article that has this title since this day, imported or written at the desk."""
    date = timezone.localdate(day)
    imported = ImportedPage.objects.filter(title=normal(headline), date=date)
    if found := imported.select_related("article__category__section").first():
        return found.article
    start = timezone.make_aware(datetime.combine(date, time.min))
    that_day = (start, start + timedelta(days=1) - timedelta(microseconds=1))
    rows = Article.objects.live().filter(
        Q(**{f"{column('published_at', EN)}__range": that_day})
        | Q(languages__language=EN, languages__first_published_at__range=that_day)
    )
    same = (row for row in rows.distinct().for_lists() if normal(row.title_en) == normal(headline))
    return next(same, None)


def _write(page: Page, category: Category, notes: list[str]) -> Story:
    body = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in page.paragraphs)
    if is_too_much(body):
        raise Refused("its text is longer than an article may be")
    first = page.captions[0] if page.captions else None
    texts = {
        "title": page.headline,
        "body": body,
        "author": page.author,
        "source": page.source or OWN_SOURCE,
        "picture_caption": first.text if first else "",
        "picture_credit": first.credit if first else "",
    }
    if not page.source:
        notes.append(f"The page names no source; it is filed as {OWN_SOURCE}.")
    if page.editor:
        notes.append(f"Edited by {page.editor}: kept with the imported page, not shown.")
    if page.pictures:
        notes.append(_about_pictures(page))
    story = Story(category=category, **{column(name, EN): text for name, text in texts.items()})
    if categories.is_other_place(page.breadcrumb, category):
        notes.append(f"Filed under {category}; the breadcrumb said “{page.breadcrumb}”.")
    story.save()
    record(story)
    return story


def _differences(page: Page, known: Article) -> list[str]:
    """Say so when an article that is there already holds other text: a later page of it, say."""
    if plain(known.body_en or "") == " ".join(page.paragraphs):
        return []
    return ["Its text differs from the article's; nothing was changed."]


def _about_pictures(page: Page) -> str:
    words = "1 picture is" if page.pictures == 1 else f"{page.pictures} pictures are"
    waiting = ["caption and credit of the first wait in the article"] if page.captions else []
    if len(page.captions) > 1:
        waiting.append("those of the others under Imported pages")
    return f"{words} to be added" + (f"; {', '.join(waiting)}." if waiting else ".")


def _lead_here(old_path: str, article: Article, notes: list[str]) -> None:
    old, is_new = redirects.remember(old_path, article)
    if old.article_id != article.live_pk:
        place = f"article #{old.article_id} “{old.article}”" if old.article_id else old.target
        raise Refused(
            f"its old address {old.path} leads to {place} already; change that redirect at the "
            "desk first, or leave --address out"
        )
    if is_new:
        notes.append(f"{old.path} leads to it now.")


def _file(page: Page, article: Article, day: datetime, file_name: str) -> ImportedPage:
    waiting = [{"caption": each.text, "credit": each.credit} for each in page.captions]
    waiting += [{"caption": "", "credit": ""}] * (page.pictures - len(waiting))
    return ImportedPage.objects.create(
        article_id=article.pk,
        title=normal(page.headline),
        date=timezone.localdate(day),
        file_name=file_name[-255:],
        editor=page.editor,
        pictures=waiting,
    )


def _publish(article: Article, day: datetime, file_name: str) -> None:
    try:
        publishing.publish(article, [EN], at=day, note=f"Imported from {file_name}"[:300])
    except publishing.Incomplete as incomplete:
        lacking = ", ".join(incomplete.missing.get(EN, []))
        raise Refused(f"it cannot be published without: {lacking}") from incomplete
