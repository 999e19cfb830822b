"""What editors do at random: whatever changes a public page."""

from contextlib import suppress
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

import languages
from articles import publishing, strands
from articles.addresses import in_language
from articles.completeness import Incomplete
from articles.kinds import model_of
from articles.models import Article, Category
from figures.models import Indicator
from languages import column
from liangjiang.models import SiteNotice
from library import making
from library.models import Picture
from pagestore.purge import order_purge_at
from pagestore.tags import SITE
from tests import factories

KINDS = ["news.story", "news.photostory", "living.info", "investing.guide"]
CATEGORIES = ["news.events", "news.local", "living.info", "investing.guide", "about.introduction"]
FIRST = 6
SOON = timedelta(seconds=1.5)


class Editors:
    """Publish, edit, schedule, take down, move and rename, on a site that they fill first."""

    def __init__(self, odds: Random) -> None:
        self._odds, self._number = odds, 0
        self._articles: list[int] = []
        self._last: list[int] = []
        for _number in range(FIRST):
            self._publish_new()
        self._figure = Indicator.objects.first() or factories.figure({2023: "100"})

    def act(self) -> str:
        """Do something and say what."""
        acts = {
            self._publish_new: 3,
            self._edit_text: 6,
            self._edit_shared: 3,
            self._schedule_update: 2,
            self._schedule_new: 2,
            self._withdraw: 2,
            self._end_soon: 1,
            self._bring_back: 2,
            self._move: 2,
            self._link: 2,
            self._rename_category: 1,
            self._describe_picture: 1,
            self._count_anew: 1,
            self._put_up_notice: 1,
        }
        (chosen,) = self._odds.choices(list(acts), list(acts.values()))
        # What would be public without a text it needs, or end before it begins, is refused.
        with suppress(Incomplete, publishing.EndsBeforeStart):
            chosen()
        return chosen.__name__.strip("_").replace("_", " ")

    def paths_of_last(self) -> list[str]:
        return [path for pk in self._last for path in self._paths_of(pk)]

    def paths(self) -> list[str]:
        pages = [path for pk in self._articles for path in self._paths_of(pk)]
        rows = Category.objects.select_related("section").exclude(section=None)
        lists = [in_language(row, code) for row in rows for code in languages.codes()]
        return pages + lists

    def _paths_of(self, pk: int) -> list[str]:
        article = Article.objects.select_related("category__section").get(pk=pk)
        return [in_language(article, code) for code in languages.codes()]

    # Acts

    def _publish_new(self) -> None:
        langs = self._odds.choice([["en"], ["zh-hans"], languages.codes()])
        kind = self._odds.choice(KINDS)
        article = factories.make(kind, langs, rows=1, category=self._category(), **self._texts())
        if self._odds.random() < 0.5:  # noqa: PLR2004
            article.picture = factories.picture(self._odds.choice(["teal", "navy"]))
            article.save()
        publishing.publish(article, langs)
        self._note(article)

    def _edit_text(self) -> None:
        article, code = self._any(), self._language()
        row = factories.edited(article, **self._texts())
        if all(getattr(row, column(name, code)) for name in row.required_to_publish):
            publishing.publish(row, [code])

    def _edit_shared(self) -> None:
        article = self._any()
        row = factories.edited(article, is_featured=self._odds.random() < 0.5)  # noqa: PLR2004
        publishing.publish(row, [strands.SHARED])

    def _schedule_update(self) -> None:
        article = self._any()
        code = next(code for code in languages.codes() if article.is_public(code))
        row = factories.edited(article, **self._texts())
        publishing.publish(row, [code], at=timezone.now() + SOON)

    def _schedule_new(self) -> None:
        article = factories.make("news.story", category=self._category(), **self._texts())
        publishing.publish(article, ["en"], at=timezone.now() + SOON)
        self._note(article)

    def _withdraw(self) -> None:
        article = self._any()
        publishing.withdraw(article, [self._language()])

    def _end_soon(self) -> None:
        article = self._any()
        code = next(code for code in languages.codes() if article.is_public(code))
        publishing.publish(article, [code], expires={code: timezone.now() + SOON})

    def _bring_back(self) -> None:
        article = factories.fresh(Article.objects.get(pk=self._odds.choice(self._articles)))
        row = factories.edited(self._kind_of(article), **self._texts())
        whole = [
            code
            for code in languages.codes()
            if all(getattr(row, column(name, code)) for name in row.required_to_publish)
        ]
        publishing.publish(row, whole, expires=dict.fromkeys(whole))
        self._note(article)

    def _move(self) -> None:
        row = factories.edited(self._any(), category=self._category())
        publishing.publish(row, [strands.SHARED])

    def _link(self) -> None:
        article, target = self._any(), self._odds.choice(self._articles)
        body = f'<p>See <a href="article:{target}">this</a>.</p>'
        publishing.publish(
            factories.edited(article, body_en=body, title_en="Links", source_en="x"), ["en"]
        )

    def _rename_category(self) -> None:
        with transaction.atomic():
            category = self._category()
            category.name_en = f"Name {self._next()}"
            category.save()
            order_purge_at([SITE])
        self._last = []

    def _describe_picture(self) -> None:
        picture = Picture.objects.order_by("?").first()
        if picture:
            with transaction.atomic():
                picture.alt_en = f"Picture {self._next()}"
                picture.save()
                making.announce(picture)

    def _count_anew(self) -> None:
        self._figure.name_en = f"Output {self._next()}"
        self._figure.save()

    def _put_up_notice(self) -> None:
        if notice := SiteNotice.objects.first():
            notice.delete()
        else:
            factories.notice(ends_at=timezone.now() + SOON)
        self._last = []

    # What they choose

    def _any(self) -> Article:
        """Return an article that somebody can read."""
        public = [
            pk
            for pk in self._articles
            if any(Article.objects.get(pk=pk).is_public(code) for code in languages.codes())
        ]
        article = Article.objects.get(pk=self._odds.choice(public))
        self._last = [article.pk]
        return self._kind_of(article)

    def _kind_of(self, article: Article) -> Article:
        return model_of(article).objects.get(pk=article.pk)

    def _category(self) -> Category:
        return factories.category(self._odds.choice(CATEGORIES))

    def _language(self) -> str:
        return self._odds.choice(languages.codes())

    def _texts(self) -> dict[str, str]:
        number = self._next()
        return {"title_en": f"Title {number}", "title_zh_hans": f"标题{number}"}

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _note(self, article: Article) -> None:
        self._last = [article.pk]
        if article.pk not in self._articles:
            self._articles.append(article.pk)
