"""A form that arrives and is not saved is kept for whoever typed it, whatever the reason was.

They may have been signed out while they wrote, or have signed in anew in another tab; the record
may be gone, their right taken away, a field wrong, the program broken.
"""

from collections.abc import Callable
from contextlib import suppress

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import ResolverMatch, reverse
from django.utils.http import urlencode

from articles import unsaved
from articles.desk import conflicts, matching, merging, publishing_form
from articles.kinds import kinds
from articles.models import Typing

FORMS = ("_add", "_change")
# Fields of the form that are no columns.
OTHERS = ("remove_picture", "picture_upload")
FOUND, CLIENT_ERROR, NOT_FOUND = 302, 400, 404
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)


def kept_posts(get_response: Callable[[HttpRequest], HttpResponse]):
    """Keep the text of a posted article that was not saved, and lead to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.method != "POST" or not match or not (match.url_name or "").endswith(FORMS):
            return response
        is_saved = getattr(request, "typed_is_saved", False)
        if is_saved and response.status_code < CLIENT_ERROR:
            return response
        row = _kept(request)
        return _leading_to(request, response, row) if row else response

    return middleware


def _kept(request: HttpRequest) -> Typing | None:
    with suppress(*UNREADABLE, unsaved.TooMuch):
        form = unsaved.opened(request.POST.get(unsaved.PASS, ""))
        if form is None or not unsaved.may_keep(form, request.user):
            return None
        if not _belongs_to(form, request.resolver_match):
            return None
        return unsaved.keep_whole(form, _of_kind(form, unsaved.typed_in(request.POST)))
    return None


def _belongs_to(form: unsaved.Opened, match: ResolverMatch) -> bool:
    """Tell whether a pass was given to the form that stands at an address."""
    if form.kind not in kinds() or match.namespace != "admin":
        return False
    act = "add" if form.article is None else "change"
    number = match.kwargs.get("object_id")
    return match.url_name == f"{form.kind.replace('.', '_')}_{act}" and (
        form.article is None or number == str(form.article)
    )


def _of_kind(form: unsaved.Opened, data: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave out what no form of this kind asks for; a browser may have filled in a password."""
    model = kinds()[form.kind]
    known = {field.name for field in model._meta.get_fields()}
    known |= {*publishing_form.NAMES, *matching.tick_names(), *OTHERS}
    starts = (merging.PREFIX, conflicts.PREFIX, *(f"{name}-" for name in model.row_relations))
    return {
        name: values for name, values in data.items() if name in known or name.startswith(starts)
    }


def _leading_to(request: HttpRequest, response: HttpResponse, row: Typing) -> HttpResponse:
    """Answer with the way back to the text, where the answer itself does not show it."""
    is_old_token = getattr(response, "is_old_token", False)
    if response.status_code not in (FOUND, NOT_FOUND) and not is_old_token:
        # The form itself, which shows what was typed, or a refusal that says why.
        return response
    if not request.user.is_authenticated:
        back = f"{unsaved.form_address(row)}?{urlencode({'typed': row.key})}"
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': back})}")
    if row.person_id != request.user.pk:
        return response
    return HttpResponseRedirect(unsaved.address(row))
