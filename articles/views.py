"""Public pages of articles. Every page is the same for every visitor and may be stored."""

from datetime import datetime

from django.db.models import BigIntegerField, CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.csrf import csrf_exempt

import languages
from articles import change_notes, dependence, filled, turns, withdrawn
from articles.addresses import in_language
from articles.cards import shown
from articles.filters import Filters
from articles.kinds import model_of
from articles.listing import Listing
from articles.models import Article, ArticleLanguage, ArticleRow, Category
from articles.prepared import NOW, PK, Given, prepared
from articles.scheduled import carry_out_due
from library.models import Picture
from pagestore.recording import use
from pagestore.tags import SITE

RELATED = 3
CATEGORY = Given("category", BigIntegerField())
SECTION = Given("section", CharField())
# Longer ids cannot exist, and SQLite refuses to look for them.
MOST_DIGITS = 18


# Nobody is signed in here, so a wrong method shall be told 405 and not that a token is missing.
@method_decorator(csrf_exempt, name="dispatch")
class PublicView(View):
    """The base of every page for visitors; `language` is always the one in the address."""

    http_method_names = ["get", "head", "options"]
    # The moment at which the page is shown; only previews choose one.
    at: datetime | None = None

    @cached_property
    def language(self) -> str:
        return languages.normalise(get_language())

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # Whoever comes first after a scheduled update's second carries it out: one question to
        # an index, which is mostly answered "nothing".
        carry_out_due()
        use(SITE)
        response = super().dispatch(request, *args, **kwargs)
        # A cache may keep the page but asks whether it still holds: the answer is mostly 304.
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response


class ListPage(PublicView):
    """A list of articles, 20 a page, as far as the filters in the address leave them."""

    def get(self, request: HttpRequest, **place: str) -> HttpResponse:
        found = place_of(self.is_of_section, **place)
        filters, page = Filters.read(request.GET), request.GET.get("page", "")
        listing = Listing(found, self.language, filters, page)
        context = {"section": found.section or found, "category": found, "listing": listing}

        def answer() -> HttpResponse:
            return render(request, self.template_name, context)

        return turns.one_at_a_time(answer) if filters.q else answer()


class SectionPage(ListPage):
    """The articles in all categories of a section."""

    template_name = "articles/section.html"
    is_of_section = True


class CategoryPage(ListPage):
    template_name = "articles/category.html"
    is_of_section = False


def place_of(is_section: bool, **slugs: str) -> Category:
    """Return the section or category of an address. Raises Http404."""
    found = next(iter(_places(is_section, now=timezone.now(), **slugs)), None)
    if found is None:
        raise Http404
    return found


@prepared
def _places(are_sections: bool) -> QuerySet:
    rows = Category.objects.select_related("section")
    rows = filled.with_content_per_language(rows, NOW)
    if are_sections:
        return rows.filter(section=None, slug=SECTION, is_hidden=False)
    return rows.filter(section__slug=SECTION, slug=Given("category", CharField()))


class ArticlePage(PublicView):
    """One article. Its id finds it; any other form of its address answers 301 in one hop."""

    def get(self, request: HttpRequest, pk: str, **parts) -> HttpResponse:
        article = _find(pk)
        if not article.is_public(self.language):
            others = alternates(article)
            left = withdrawn.answer(request, article, self.language, others)
            return left or not_in_this_language(request, article, self.language)
        address = article.get_absolute_url()
        if request.path != address:
            return HttpResponsePermanentRedirect(address)
        return render_article(request, model_of(article), article.pk, self.language)


class SinglePage(PublicView):
    """A page that stands alone under its category's address, such as /en/terms/."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        category = get_object_or_404(Category, section__is_hidden=True, slug=slug)
        article = self._newest_in(category, self.language)
        if article is None:
            if left := withdrawn.answer_alone(request, category, self.language):
                return left
            found = (self._newest_in(category, code) for code in languages.others(self.language))
            other = next(filter(None, found), None)
            if other is None:
                raise Http404
            return not_in_this_language(request, other, self.language)
        return render_article(request, model_of(article), article.pk, self.language)

    def _newest_in(self, category: Category, language: str) -> Article | None:
        use(dependence.in_category(category.pk, language))
        return next(iter(_newest_in(language, category=category.pk, now=timezone.now())), None)


@prepared
def _newest_in(language: str) -> QuerySet:
    rows = Article.objects.public(language, NOW).filter(category=CATEGORY)
    return rows.newest(language).for_lists()[:1]


def render_article(
    request: HttpRequest,
    model: type[Article],
    pk: int,
    language: str,
    at: datetime | None = None,
    **context,
) -> HttpResponse:
    """Write the page of the row `pk` of a kind in `language`; the desk's preview uses it too.

    at: the moment at which it is shown (default: now). context: what stands there instead of what
    this function finds.
    """
    article = _whole(model, language, pk=pk)[0]
    article.seen_at = at
    found = {
        "article": article,
        "category": article.category,
        "section": article.category.section,
        "published_at": article.published_at(language),
        "updated_at": article.last_updated_at,
        "alternates": alternates(article, at),
        "related": _related(article, language, at),
        "change_notes": change_notes.of(article.live_pk, language, at),
        **{
            relation: [row for row in _rows(article, relation) if row.has_text_in(language)]
            for relation in article.row_relations
        },
    }
    return render(request, _templates(article), found | context)


@prepared
def _whole(model: type[Article], language: str) -> QuerySet:
    """Return all that the page of an article shows of it."""
    known = ArticleLanguage.objects.filter(
        language=language, article_id=Coalesce(OuterRef("live_id"), OuterRef("pk"))
    )
    rows = model.objects.without_others(language).select_related("category__section", "picture")
    rows = QuerySet.defer(rows, *(f"picture__{name}" for name in Picture.unseen()))
    return rows.annotate(
        last_updated_at=Subquery(known.values("last_updated_at")[:1]),
        share_card=Subquery(shown.names(language)),
    ).filter(pk=PK)


def not_in_this_language(
    request: HttpRequest, article: Article, language: str, at: datetime | None = None, **context
) -> HttpResponse:
    """Answer 404 and say what exists, when an article is public in other languages only."""
    others = [item for item in alternates(article, at) if item["language"] != language]
    if not others:
        raise Http404
    context |= {
        "article": article,
        "category": article.category,
        "section": article.category.section,
        "alternates": others,
    }
    response = render(request, "articles/missing_language.html", context, status=404)
    response["X-Robots-Tag"] = "noindex"
    # Nothing is missing here that an editor could mend with a redirect.
    response.says_what_exists = True
    return response


def can_be_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _find(pk: str) -> Article:
    if not can_be_id(str(pk)):
        raise Http404
    if found := _live(pk=pk):
        return found[0]
    raise Http404


@prepared
def _live() -> QuerySet:
    # No list: nobody sees its picture.
    rows = Article.objects.live().for_lists().select_related(None)
    return rows.select_related("category__section").filter(pk=PK)


def alternates(article: Article, at: datetime | None = None) -> list[dict]:
    """Return the languages in which visitors find an article, with its addresses."""
    use(*dependence.texts(article.live_pk))
    return [
        {
            "language": code,
            "tag": languages.html_lang(code),
            "name": languages.name(code),
            "title": getattr(article, languages.column("title", code)),
            "summary": getattr(article, languages.column("summary", code)),
            "address": in_language(article, code),
        }
        for code in languages.codes()
        if article.is_public(code, at)
    ]


def _related(article: Article, language: str, at: datetime | None) -> list[Article]:
    use(dependence.in_category(article.category_id, language))
    category, now = article.category_id, at or timezone.now()
    return _newest_beside(language, category=category, now=now, pk=article.live_pk)


@prepared
def _newest_beside(language: str) -> QuerySet:
    rows = Article.objects.public(language, NOW).filter(category=CATEGORY).exclude(pk=PK)
    return rows.newest(language).for_cards(language)[:RELATED]


def _rows(article: Article, relation: str) -> list[ArticleRow]:
    model = article._meta.get_field(relation).related_model
    return _of_article(model, pk=article.pk)


@prepared
def _of_article(model: type[ArticleRow]) -> QuerySet:
    rows = model.objects.filter(**{model.article_field: PK})
    rows = QuerySet.defer(rows, *(f"picture__{name}" for name in Picture.unseen()))
    return rows.select_related("picture").order_by("position", "pk")


def _templates(article: Article) -> list[str]:
    return [f"{article.kind.replace('.', '/')}.html", "articles/article.html"]
