"""Loading the sample content: one TOML file an article, in every state an article can be in."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

import languages
from articles import publishing, working_copies
from articles.addresses import in_language
from articles.kinds import kinds
from articles.models import Article, Category, OldAddress
from languages import column
from liangjiang.models import HomeSlot, SiteNotice
from liangjiang.sample.library import picture, with_pictures
from library.models import Picture

FOLDER = Path(__file__).parent
TEXTS = ("title", "summary", "body", "source", "author", "seo_description")
OF_A_KIND = ("address", "opening_hours")


def files() -> list[Path]:
    """Return the files of all sample articles."""
    return sorted((FOLDER / "articles").glob("*.toml"))


@transaction.atomic
def load(path: Path) -> bool:
    """Make the article of one file and bring it into its state; False if it is there already."""
    if Article.objects.filter(sample_key=path.stem).exists():
        return False
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    article = _create(path.stem, data)
    for code in languages.codes():
        if start := _start(data.get(code, {})):
            end = data[code].get("expires")
            publishing.publish(article, [code], at=start, expires={code: end} if end else None)
    if "draft" in data:
        _draft(article, data["draft"])
    for old in data.get("old_addresses", []):
        OldAddress.objects.get_or_create(path=old, defaults={"article_id": article.pk})
    if "home" in data:
        HomeSlot.objects.create(article_id=article.pk, place=data["home"])
    if "notice" in data:
        _notice(article, data["notice"])
    return True


def _create(key: str, data: dict) -> Article:
    article = kinds()[data["kind"]](
        sample_key=key,
        category=Category.objects.get(key=data["category"]),
        is_featured=data.get("featured", False),
    )
    for name in ("phone", "checked_on"):
        if name in data:
            setattr(article, name, data[name])
    if "picture" in data:
        article.picture = picture(data["picture"]["file"], data)
        article.picture_is_decorative = data["picture"].get("decorative", False)
    for code in languages.codes():
        _write(article, code, data.get(code, {}))
    article.save()
    for position, row in enumerate(data.get("pictures", [])):
        _add_row(article, position, row)
    working_copies.record(article)
    return article


def _write(article: Article, code: str, texts: dict) -> None:
    for name in TEXTS + OF_A_KIND:
        if name in texts:
            text = texts[name].strip()
            setattr(article, column(name, code), with_pictures(text) if name == "body" else text)
    for name in Picture.USE_TEXTS:
        if name in texts:
            setattr(article, column(f"picture_{name}", code), texts[name])


def _add_row(article: Article, position: int, data: dict) -> None:
    shown = picture(data["file"], data)
    row = article.pictures.model(story=article, position=position, picture=shown)
    for code in languages.codes():
        for name in Picture.USE_TEXTS:
            setattr(row, column(name, code), data.get(code, {}).get(name, ""))
    row.save()


def _draft(article: Article, drafts: dict) -> None:
    copy = working_copies.edit(article)
    for code, texts in drafts.items():
        _write(copy, code, texts)
    copy.save()
    working_copies.record(copy)


def _notice(article: Article, data: dict) -> None:
    """Put a notice that leads to the article on every page, for some days."""
    # Publishing has given it the address it will keep.
    article.refresh_from_db(fields=["slug"])
    notice = SiteNotice(ends_at=timezone.now() + timedelta(days=data["days"]))
    for code in languages.codes():
        setattr(notice, column("text", code), data[code]["text"])
        setattr(notice, column("link_text", code), data[code]["link"])
        setattr(notice, column("link_address", code), in_language(article, code))
    notice.save()


def _start(texts: dict) -> datetime | None:
    if "published_in_days" in texts:
        return timezone.now() + timedelta(days=texts["published_in_days"])
    return texts.get("published")
