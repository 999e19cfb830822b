"""The pages that belong to the portal as a whole."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from articles.addresses import absolute
from languages import UnknownLanguage, normalise
from pagestore.recording import use
from pagestore.tags import SITE

LONGEST_HEADER = 500


def _language_asked_for(header: str) -> str:
    for code, _weight in parse_accept_lang_header(header[:LONGEST_HEADER].lower()):
        try:
            return normalise(code)
        except UnknownLanguage:
            continue
    return settings.LANGUAGE_CODE


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead from `/` to a language by Accept-Language. The answer is never stored."""
    language = _language_asked_for(request.headers.get("Accept-Language", ""))
    with override(language):
        response = HttpResponseRedirect(reverse("home"))
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept-Language"
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """Close an address that a library opens."""
    raise Http404


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    use(SITE)
    lines = [
        "User-agent: *",
        # ADMIN_PATH is not named: it would tell the curious where to look.
        "Disallow:",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return _text(lines)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116); it has to carry an end that lies less than a year ahead.

    It is never stored: it changes with the month alone.
    """
    start_of_month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {start_of_month + timedelta(days=180):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, zh",
        f"Canonical: {absolute(request.path)}",
    ]
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
