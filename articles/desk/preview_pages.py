"""The public pages that a preview shows."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articles import filled, withdrawn
from articles.filters import Filters
from articles.listing import Listing
from articles.models import Article, Category
from articles.outlook import Outlook
from articles.views import CategoryPage, alternates, not_in_this_language, render_article
from languages import column

PAGE, LIST, CARDS = "page", "list", "cards"


def write(request: HttpRequest, shown: Outlook, code: str, **context) -> HttpResponse:
    """Answer with the page that is asked for; its language is active."""
    what = request.GET.get("what")
    if what == LIST and not shown.live.category.stands_alone:
        return _list(request, shown, code, **context)
    with shown.standing() as row:
        if what == CARDS:
            return _cards(request, shown, row, code, **context)
        if shown.is_of_visitors and not shown.is_public(code):
            response = _instead(request, shown, row, code, **context)
            # It is the desk that answers here, and it has found what was asked for.
            response.status_code = 200
            return response
        at = shown.moment
        dates = {} if shown.is_of_visitors else _dates(shown, code)
        return render_article(request, type(row), row.pk, code, at, **context, **dates)


def _instead(request: HttpRequest, shown: Outlook, row: Article, code: str, **context):
    others = alternates(row, shown.at)
    if shown.has_notice(code):
        return withdrawn.answer(request, row, code, others, **context)
    return not_in_this_language(request, row, code, shown.at, **context)


def _dates(shown: Outlook, code: str) -> dict:
    """Return what the page of a draft says about the article that it will be."""
    live, others = shown.live, alternates(shown.live, shown.at)
    found = {"alternates": others, "published_at": live.published_at(code)}
    if not shown.moment:
        return found
    if shown.is_public(code):
        return found | {"updated_at": shown.at}
    return found | {"published_at": shown.at, "updated_at": None}


def _cards(request: HttpRequest, shown: Outlook, row: Article, code: str, **context):
    if not (shown.is_of_visitors and shown.is_public(code)):
        setattr(row, column("published_at", code), shown.live.published_at(code) or shown.at)
    return render(request, "admin/desk/preview_cards.html", context | {"article": row})


def _list(request: HttpRequest, shown: Outlook, code: str, **context) -> HttpResponse:
    with shown.standing(published_in="" if shown.is_of_visitors else code) as row:
        rows = filled.with_content_per_language(Category.objects.all(), shown.at)
        category = rows.select_related("section").get(pk=row.category_id)
        listing = Listing(category, code, Filters.read(QueryDict()), at=shown.at)
        context |= {"section": category.section, "category": category, "listing": listing}
        return render(request, CategoryPage.template_name, context)
