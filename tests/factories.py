"""Making what tests need, in one line each, the way a caller of the code would.

`make(kind, …)` writes an article of any kind, complete in both languages; `live(kind, …)`
publishes it as well.
"""

import io
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

import languages
from accounts.models import User
from articles import publishing, working_copies
from articles.kinds import kinds
from articles.models import Article, Category, Right, Role
from contact import promise
from contact.models import Enquiry
from figures.models import Indicator
from languages import column
from liangjiang.models import HomeSlot, Mourning, SiteNotice
from library import making
from library.models import Picture
from library.uploads import receive

# Where each kind is filed unless a test says otherwise.
HOME_CATEGORY = {
    "news.story": "news.events",
    "news.photostory": "news.photos",
    "investing.guide": "investing.guide",
    "living.info": "living.info",
    "about.page": "about.introduction",
}
TEXT = {
    "en": {
        "title": "Spring on the river",
        "summary": "What the river brings in spring.",
        "body": "<p>The river rises in April.</p><p>Boats go on.</p>",
        "source": "River Gazette",
        "author": "",
        "picture_alt": "A boat between two banks",
        "picture_caption": "The boat in April.",
        "picture_credit": "Illustration: Liangjiang portal",
        "address": "1 River Road",
        "opening_hours": "9:00-17:00",
    },
    "zh-hans": {
        "title": "江上春天",
        "summary": "春天，江水带来什么。",
        "body": "<p>四月，江水上涨。</p><p>船照常开。</p>",
        "source": "江报",
        "author": "",
        "picture_alt": "两岸之间的一条船",
        "picture_caption": "四月的船。",
        "picture_credit": "插图：两江新区门户网站",
        "address": "江路1号",
        "opening_hours": "9:00—17:00",
    },
}
FIGURE = {
    "name_en": "Output",
    "unit_en": "yuan",
    "note_en": "Without the harbour.",
    "source_en": "River Gazette",
    "name_zh_hans": "产值",
    "unit_zh_hans": "元",
    "note_zh_hans": "不含港口。",
    "source_zh_hans": "江报",
    "source_address": "https://example.org/report",
}
PAST = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)


@cache
def jpeg(colour: str = "teal", size: tuple[int, int] = (640, 420)) -> bytes:
    """Return the bytes of a small picture."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def picture(colour: str = "teal") -> Picture:
    # As small as the portal takes it, since every test makes its renditions anew.
    return receive(ContentFile(jpeg(colour, (300, 200)), name=f"{colour}.jpg"))


def complete(picture: Picture) -> Picture:
    """Make all renditions of a picture, as the worker does."""
    making.make_all(picture)
    picture.refresh_from_db()
    return picture


def category(key: str) -> Category:
    return Category.objects.get(key=key)


def make(kind: str = "news.story", langs=("en", "zh-hans"), rows: int = 3, **fields) -> Article:
    """Write an article of `kind` with text in `langs`; nothing of it is public yet."""
    model = kinds()[kind]
    fields.setdefault("category", category(HOME_CATEGORY[kind]))
    article = model(**fields)
    names = {field.name for field in model._meta.get_fields()}
    for code in langs:
        for name, text in TEXT[code].items():
            if column(name, code) in names and not getattr(article, column(name, code)):
                setattr(article, column(name, code), text)
    article.save()
    for relation in model.row_relations:
        for position in range(rows):
            add_row(article, relation, position, langs)
    working_copies.record(article)
    return article


def add_row(article: Article, relation: str, position: int, langs=("en", "zh-hans")):
    """Add a row to an article of a kind that has rows; its texts carry its number."""
    model = getattr(article, relation).model
    row = model(
        position=position,
        picture=picture(["teal", "navy", "olive", "maroon"][position % 4]),
        **{model.article_field: article},
    )
    for code in langs:
        for name in ("caption", "credit", "alt"):
            setattr(row, column(name, code), f"{name} {position} {languages.name(code)}")
    row.save()
    return row


def live(kind: str = "news.story", langs=("en", "zh-hans"), at=PAST, **fields) -> Article:
    """Write an article and publish it in `langs`."""
    article = make(kind, langs, **fields)
    publishing.publish(article, langs, at=at)
    return fresh(article)


def titled(title: str, kind: str = "news.story", **fields) -> Article:
    """Publish an article whose title is the same in both languages."""
    return live(kind, title_en=title, title_zh_hans=title, **fields)


def edited(article: Article, by: User | None = None, note: str = "", **fields) -> Article:
    """Save `fields` as an editor's form does; return the row that editors write in."""
    row = working_copies.edit(article, by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    working_copies.record(row, by, note)
    return row


def fresh(article: Article) -> Article:
    """Return the row as it is stored now."""
    return type(article).objects.get(pk=article.pk)


def slot(place: str, article: Article, **fields) -> HomeSlot:
    """Put an article into a place of the home page."""
    return HomeSlot.objects.create(place=place, article_id=article.pk, **fields)


def notice(langs=("en", "zh-hans"), **fields) -> SiteNotice:
    """Put a notice on every page, from an hour ago on."""
    texts = {"en": "The hall is closed today.", "zh-hans": "大厅今日闭馆。"}
    fields.setdefault("starts_at", timezone.now() - timedelta(hours=1))
    return SiteNotice.objects.create(
        **{column("text", code): texts[code] for code in langs} | fields
    )


def mourning(start: datetime, end: datetime) -> Mourning:
    return Mourning.objects.create(note="A day of mourning", starts_at=start, ends_at=end)


def figure(numbers: dict[int, str], **fields) -> Indicator:
    """Make a figure: its numbers by year, each known by the first of March after it."""
    indicator = Indicator.objects.create(**FIGURE | fields)
    for year, number in numbers.items():
        indicator.values.create(year=year, number=Decimal(number), as_of=date(year + 1, 3, 1))
    return indicator


def person(role: str = "publisher", name: str | None = None, **fields) -> User:
    """Make somebody with a role; the password is their user name written twice."""
    name = name or role
    user = User.objects.create_user(name, f"{name}@example.org", name * 2, is_staff=True, **fields)
    user.groups.add(Role.objects.get(key=role).group)
    return user


def restricted(*rights: tuple[str, str, str], name: str = "restricted") -> User:
    """Make somebody who may do nothing but `rights`: (act, section or "", language or "")."""
    user = person("author", name)
    group = Group.objects.create(name=name)
    group.permissions.set(Role.objects.get(key="author").group.permissions.all())
    for verb, section, language in rights:
        Right.objects.create(
            group=group,
            verb=verb,
            section=category(section) if section else None,
            language=language,
        )
    user.groups.set([group])
    return user


def enquiry(**fields) -> Enquiry:
    """Make an enquiry as the contact form stores it, without its acknowledgement."""
    given = {
        "name": "Sample Visitor",
        "email": "visitor@example.org",
        "kind": Enquiry.Kind.INVESTING,
        "message": "Is the hall still free?",
        "language": "en",
        "answer_language": "en",
    } | fields
    moment = given.setdefault("created_at", timezone.now())
    given.setdefault("consented_at", moment)
    given.setdefault("due_on", promise.due_on(moment))
    given.setdefault("sending", uuid.uuid4().hex)
    return Enquiry.objects.create(**given)
