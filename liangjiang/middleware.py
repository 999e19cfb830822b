import logging
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override

from languages import UnknownLanguage, codes, html_lang, normalise, prefix
from liangjiang import errors
from liangjiang.log import without_token

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("liangjiang.access")

QUIET = ("/healthz", "/readyz")
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


def access_log(get_response: GetResponse) -> GetResponse:
    """Write one line a request. The query is left out: it may hold what somebody typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = get_response(request)
        if request.path not in QUIET:
            logger.info(
                "%s %s %s",
                request.method,
                _loggable_path(request),
                response.status_code,
                extra={
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - begun) * 1000, 1),
                },
            )
        return response

    return middleware


def _loggable_path(request: HttpRequest) -> str:
    match = request.resolver_match
    token = match.kwargs.get("token") if match else ""
    return request.path.replace(token, "…") if token else without_token(request.path)


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Believe X-Forwarded-* only from TRUSTED_PROXIES; drop it from everybody else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_trusted(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = _client_behind_proxy(request)
        else:
            for name in _FORWARDED:
                request.META.pop(name, None)
        return get_response(request)

    return middleware


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address, as far as it can be believed."""
    return request.META.get("REMOTE_ADDR", "")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    return _is_address(address) and any(
        ip_address(address) in network for network in settings.TRUSTED_PROXIES
    )


def _client_behind_proxy(request: HttpRequest) -> str:
    # The nearest proxy appends on the right, so the first address from there that is not one of
    # our own is the client; what stands left of it the client may have invented.
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    for hop in reversed(hops):
        if hop and not _is_trusted(hop):
            return hop if _is_address(hop) else request.META["REMOTE_ADDR"]
    return request.META["REMOTE_ADDR"]


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def security_headers(get_response: GetResponse) -> GetResponse:
    """Add what Django and django-csp have no setting for, and keep the desk out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if is_admin(request):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def language(get_response: GetResponse) -> GetResponse:
    """Take the language of a page from its address, that of the admin from the person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = admin_language(request) if is_admin(request) else page_language(request.path_info)
        request.LANGUAGE_CODE = code
        with override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", html_lang(code))
        return response

    return middleware


def page_language(path: str) -> str:
    """Return the language that a path begins with, else the default one."""
    first = path.lstrip("/").split("/")[0]
    return next((code for code in codes() if prefix(code) == first), settings.LANGUAGE_CODE)


def admin_language(request: HttpRequest) -> str:
    """Return what the person has chosen, else what the browser asks for."""
    try:
        chosen = getattr(request.user, "interface_language", "")
        return normalise(chosen or get_language_from_request(request))
    except (UnknownLanguage, ValueError):
        return settings.LANGUAGE_CODE


def error_pages(get_response: GetResponse) -> GetResponse:
    """Give answers such as 405 the page that Django leaves empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 400 and not response.streaming and not response.content:  # noqa: PLR2004
            page = errors.page(request, response.status_code)
            for name, value in response.items():
                if name not in ("Cache-Control", "Content-Length", "Content-Type"):
                    page[name] = value
            return page
        return response

    return middleware
