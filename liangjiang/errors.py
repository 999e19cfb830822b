"""Pages for what went wrong, in the language of the address, that cannot fail themselves.

Each is first written with the portal's header and footer; if that fails (no database, say), from
a template that needs nothing. 500 and 503 always take the second way.
"""

import logging
import sqlite3
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy, override

from languages import codes, html_lang, prefix

logger = logging.getLogger(__name__)

# Status: (title, what the reader can do about it).
MESSAGES = {
    400: (
        gettext_lazy("This request cannot be understood"),
        gettext_lazy("Please check the address, or start again from the home page."),
    ),
    403: (
        gettext_lazy("This page is not open to you"),
        gettext_lazy(
            "If you came here from a form, please go back, reload the page and try again."
        ),
    ),
    404: (
        gettext_lazy("This page is not here"),
        gettext_lazy(
            "It may have moved when the site was rebuilt, or the address may have a slip in it. "
            "Search for it, or start from a section."
        ),
    ),
    405: (
        gettext_lazy("This page does not take what was sent"),
        gettext_lazy("Please open it again from a link."),
    ),
    413: (
        gettext_lazy("What was sent is too large"),
        gettext_lazy("Please go back and send less text or smaller files."),
    ),
    429: (
        gettext_lazy("Too many tries"),
        gettext_lazy("Please wait a quarter of an hour and try again."),
    ),
    500: (
        gettext_lazy("Something broke on our side"),
        gettext_lazy("Please try again in a few minutes."),
    ),
    503: (
        gettext_lazy("Too many people are asking at once"),
        gettext_lazy("Please load this page again in a few seconds."),
    ),
}
CLIENT_ERROR, SERVER_ERROR = 400, 500
# What is said while the database is away, and when to come back, in seconds.
AWAY = (
    gettext_lazy("This page cannot be shown at the moment"),
    gettext_lazy("We are working on it. Please try again in a few minutes."),
)
RETRY = 60


def page(request: HttpRequest, status: int, words: str = "", title: str = "") -> HttpResponse:
    """Return the page for a status; one that is not listed gets the words of its class.

    `words` stand in place of the usual advice, `title` in place of the usual headline.
    """
    known = (
        status if status in MESSAGES else SERVER_ERROR if status >= SERVER_ERROR else CLIENT_ERROR
    )
    usual, advice = MESSAGES[known]
    language = _language(request)
    with override(language):
        context = {
            "status": status,
            "title": title or str(usual),
            "advice": words or str(advice),
            "html_lang": html_lang(language),
            "home": f"/{prefix(language)}/",
            "home_label": gettext("Home page"),
            "site_name": gettext("Liangjiang New Area"),
        }
        content = _write(request, context, status)
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _write(request: HttpRequest, context: dict, status: int) -> str:
    if status < SERVER_ERROR:
        try:
            return render_to_string("errors/error.html", context, request)
        except Exception:
            # Whatever broke, the reader still gets a page; the operator gets the cause.
            logger.exception("error page failed", extra={"status": status})
    return render_to_string("errors/bare.html", context)


def _language(request: HttpRequest) -> str:
    # Errors may come before the language middleware has run, so only the path is asked.
    first = request.path_info.lstrip("/").split("/")[0]
    return next(
        (code for code in codes() if prefix(code) == first),
        getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an exception: 503 where only the database is away, which passes by itself."""
    if not _is_away(sys.exception()):
        return page(request, 500)
    with override(_language(request)):
        title, words = map(str, AWAY)
    response = page(request, 503, words, title)
    response["Retry-After"] = str(RETRY)
    return response


def _is_away(error: BaseException | None) -> bool:
    # SQLite calls a mistake in a question an operational error, too; that does not pass by itself.
    code = getattr(getattr(error, "__cause__", None), "sqlite_errorcode", None)
    return isinstance(error, OperationalError | InterfaceError) and code != sqlite3.SQLITE_ERROR


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    response = page(request, 403)
    # Somebody may have signed in anew since their form was opened (articles.kept_posts).
    response.is_old_token = True
    return response


def locked_out(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Answer somebody who has tried too many passwords."""
    return page(request, 429)
