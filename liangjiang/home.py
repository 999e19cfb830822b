"""The home page: in each place first what editors have put there, then the newest."""

from datetime import datetime

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import dependence
from articles.menu import section
from articles.models import Article, Category
from articles.prepared import NOW, Given, prepared
from articles.views import PublicView
from figures import dependence as of_figures
from figures import reading
from figures.models import Indicator
from liangjiang.models import HomeSlot, Place
from pagestore.recording import use

# The places at the top of the page, in which no article stands twice.
FRONT = (Place.LEAD, Place.SECONDARY, Place.NEWS)
BLOCKS = (Place.INVESTING, Place.ABOUT, Place.LIVING)
MOST_FIGURES = 4
SUCCESS_STORIES = "news.success-stories"
# Of what the newest are asked for.
CONDITIONS = {
    "is_featured": True,
    # By its number: joined to its name, PostgreSQL would go through the news of all categories.
    "category": Category.objects.filter(key=SUCCESS_STORIES).values("pk")[:1],
    "section": Given("section", BigIntegerField()),
}


def placed(language: str, at: datetime | None = None) -> dict[Place, list[HomeSlot]]:
    """Return the slots that stand on the home page of `language`, as far as there is room."""
    slots = _slots(language, now=at or timezone.now())
    found, at_the_top = {}, set()
    for place in Place:
        taken = at_the_top if place in FRONT else set()
        found[place] = []
        for slot in (row for row in slots if row.place == place):
            if slot.article_id not in taken and len(found[place]) < place.room:
                found[place].append(slot)
                taken.add(slot.article_id)
    return found


class HomePage(PublicView):
    """The lead story, what stands beside it, the news, figures, a block of every other section and
    a success story. A part with nothing in it is not there."""

    # What a preview adds to what the page shows.
    besides: dict = {}

    def get(self, request: HttpRequest) -> HttpResponse:
        use(dependence.on_home_page(self.language), dependence.anywhere(self.language))
        use(of_figures.ALL)
        self.chosen = {
            place: [slot.article for slot in slots]
            for place, slots in placed(self.language, self.at).items()
        }
        lead = self._lead()
        secondary, news = self._front(lead)
        context = {
            "lead": lead,
            "secondary": secondary,
            "news": news,
            "figures": self._figures(),
            "blocks": [{"slug": place.value, "articles": self._block(place)} for place in BLOCKS],
            "success": self._success_story([lead, *secondary, *news]),
        }
        return render(request, "home.html", context | self.besides)

    def _lead(self) -> Article | None:
        if self.chosen[Place.LEAD]:
            return self.chosen[Place.LEAD][0]
        elsewhere = [*self.chosen[Place.SECONDARY], *self.chosen[Place.NEWS]]
        featured = self._newest("is_featured", len(elsewhere) + 1)
        # One that stands elsewhere is taken from there rather than leave the top empty.
        return next((row for row in featured if row not in elsewhere), next(iter(featured), None))

    def _front(self, lead: Article | None) -> tuple[list[Article], list[Article]]:
        newest = self._newest_of(Place.NEWS, sum(place.room for place in FRONT))
        secondary, news = (
            [row for row in self.chosen[place] if row != lead]
            for place in (Place.SECONDARY, Place.NEWS)
        )
        # As long as editors put nothing beside the lead story, the news list stands there.
        if secondary:
            secondary = _filled(secondary, newest, Place.SECONDARY, [lead, *news])
        return secondary, _filled(news, newest, Place.NEWS, [lead, *secondary])

    def _block(self, place: Place) -> list[Article]:
        chosen = self.chosen[place]
        return _filled(chosen, self._newest_of(place, place.room), place)

    def _figures(self) -> list[reading.Figure]:
        return reading.read(_on_home(self.language), self.language)

    def _success_story(self, elsewhere: list[Article | None]) -> Article | None:
        newest = self._newest("category", len(elsewhere) + 1)
        return next((row for row in newest if row not in elsewhere), None)

    def _newest_of(self, place: Place, count: int) -> list[Article]:
        entry = section(self.request, place.value)
        return self._newest("section", count, section=entry.section.pk) if entry else []

    def _newest(self, condition: str, count: int, **values: int) -> list[Article]:
        now = self.at or timezone.now()
        return _asked(self.language, condition, count, now=now, **values)


@prepared
def _asked(language: str, condition: str, count: int) -> QuerySet:
    rows = Article.objects.public(language, NOW).filter(**{condition: CONDITIONS[condition]})
    return rows.newest(language).for_cards(language)[:count]


@prepared
def _slots(language: str) -> QuerySet:
    return HomeSlot.objects.on_page(language, NOW)


@prepared
def _on_home(language: str) -> QuerySet:
    return Indicator.objects.shown(language).filter(is_on_home=True)[:MOST_FIGURES]


def _filled(chosen: list, newest: list, place: Place, elsewhere: list | None = None) -> list:
    taken = [*chosen, *(elsewhere or [])]
    return [*chosen, *(row for row in newest if row not in taken)][: place.room]
