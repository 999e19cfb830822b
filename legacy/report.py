"""What the person at the console is told about one file; the same words stay with the article."""

from datetime import datetime

from django.utils import timezone

from legacy.page import Page


def of(outcome) -> str:
    """Return the block for a page that became an article, without its first line."""
    return "\n".join([*_fields(outcome), *dropped(outcome.page), *notes(outcome.notes)])


def dropped(page: Page) -> list[str]:
    return [f"  dropped, {each.rule}: {each.line}" for each in page.dropped]


def notes(texts: list[str]) -> list[str]:
    return [f"  note: {text}" for text in texts]


def _fields(outcome) -> list[str]:
    page = outcome.page
    words = {
        "category": f"{outcome.category} (“{page.breadcrumb}”)",
        "headline": page.headline,
        "date": written(outcome.day),
        "author": page.author,
        "source": page.source,
        "editor": page.editor,
        "paragraphs": str(len(page.paragraphs)),
    }
    lines = [f"  {name}: {text}" for name, text in words.items() if text]
    lines += [f"  caption: {each.text} – credit: {each.credit or 'none'}" for each in page.captions]
    return lines


def written(day: datetime) -> str:
    return timezone.localtime(day).strftime("%Y-%m-%d")
