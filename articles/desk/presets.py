"""What stands in a new form already: what the list showed, else what this person used last."""

from urllib.parse import parse_qs

from django.http import HttpRequest

import languages
from articles.desk.forms import categories_open_to
from articles.models import Article, Category
from articles.views import can_be_id
from languages import column

# So many of a person's own articles are looked at.
LOOKED_AT = 20


def initial(model: type[Article], request: HttpRequest) -> dict:
    """Return the values with which a new form begins."""
    sources = [column("source", code) for code in languages.codes()]
    rows = model.objects.live().filter(created_by=request.user).order_by("-pk")
    last = list(rows.values("category_id", *sources)[:LOOKED_AT])
    asked = _category_of_list(request)
    chosen = asked or next((row["category_id"] for row in last), None)
    # Of the same category before others.
    last.sort(key=lambda row: str(row["category_id"]) != str(chosen))
    found = {name: next((row[name] for row in last if row[name]), "") for name in sources}
    return {"category": chosen} | found if chosen else found


def category(model: type[Article], request: HttpRequest) -> Category | None:
    """Return the category that is chosen in a new form."""
    chosen = request.POST.get("category") or initial(model, request).get("category")
    if not can_be_id(str(chosen or "")):
        return None
    return categories_open_to(request.user).filter(pk=chosen).first()


def _category_of_list(request: HttpRequest) -> str:
    kept = parse_qs(request.GET.get("_changelist_filters", "")).get("category", [""])[0]
    found = request.GET.get("category") or kept
    return found if can_be_id(found) else ""
