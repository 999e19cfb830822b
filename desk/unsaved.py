"""What one has typed and not saved, on pages of its own: to look at, bring back or throw away."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

import languages
from articles import prose, rights, strands, unsaved, working_copies
from articles.desk.panels import when
from articles.kinds import child, kinds
from articles.models import Article, Typing
from languages import column
from languages.order import own_language_first


def signed_in(request: HttpRequest) -> HttpResponse:
    """Say that one is signed in: to a person, or to the script of a form that waits for it."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"person": request.user.pk, "token": get_token(request)})
    return _page(request, "signed_in.html", _("You are signed in again"))


def unsaved_list(request: HttpRequest) -> HttpResponse:
    """List what this person has typed and not saved."""
    return _page(
        request, "unsaved_list.html", _("Typed and not saved"), entries=entries(request.user)
    )


def entries(person, most: int | None = None) -> list[dict]:
    """Return what a person has typed and not saved, the newest first. One question."""
    rows = unsaved.of_person(person).select_related("article")[:most]
    return [
        {"title": _title(row), "when": when(row.typed_at), "address": unsaved.address(row)}
        for row in rows
    ]


def unsaved_one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was typed; bring it back into the form or throw it away."""
    row = unsaved.find(request.user, str(key))
    if row is None or row.kind not in kinds():
        raise Http404
    if request.method != "POST":
        return _page(
            request,
            "unsaved.html",
            _("Typed and not saved"),
            subtitle=_title(row),
            typed=row,
            when=when(row.typed_at),
            texts=list(_texts(row)),
            is_gone=unsaved.is_orphan(row),
        )
    if "away" in request.POST:
        row.delete()
        messages.success(request, _("What you had typed is thrown away."))
        return HttpResponseRedirect(
            unsaved.form_address(row) if row.article_id else reverse("admin:index")
        )
    if row.article_id:
        _open(request, row.article)
    return HttpResponseRedirect(f"{unsaved.form_address(row)}?typed={row.key}")


def _open(request: HttpRequest, article: Article) -> None:
    """Make the draft that the text goes into, if the article has none."""
    if not rights.may(request.user, rights.WRITE, article.category):
        raise PermissionDenied
    working_copies.edit(child(article), request.user)


def _page(request: HttpRequest, template: str, title: str, **context) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"admin/desk/{template}", context)


def _title(row: Typing) -> str:
    """Return how a text is called: as it was typed, else as the article is called."""
    names = [column("title", code) for code in own_language_first()]
    typed = [row.data[name][0] for name in names if any(row.data.get(name, ()))]
    kind = capfirst(str(kinds()[row.kind]._meta.verbose_name)) if row.kind in kinds() else ""
    return next(iter(typed), "") or str(row.article or kind)


def _texts(row: Typing) -> Iterator[dict]:
    """Return the texts, each with its name and language, so that they can be read and copied."""
    model = kinds()[row.kind]
    for name, values in unsaved.texts(row).items():
        match = re.fullmatch(r"(\w+)-(\d+)-(\w+)", name)
        relation, number, plain = match.groups() if match else ("", "", name)
        if relation and relation not in model.row_relations:
            continue
        owner = getattr(model, relation).rel.related_model if relation else model
        strand = strands.of_field(owner, plain)
        if strand in (None, strands.SHARED) or not any(values):
            continue
        label = capfirst(str(owner._meta.get_field(plain).verbose_name))
        if relation:
            place = {
                "row": capfirst(str(owner._meta.get_field("picture").verbose_name)),
                "number": int(number) + 1,
            }
            label = f"{_('%(row)s %(number)s') % place} › {label}"
        is_body = plain.startswith("body_")
        yield {
            "label": label,
            "tag": languages.html_lang(strand),
            "text": "\n\n".join(prose.blocks(values[0])) if is_body else values[0],
        }
