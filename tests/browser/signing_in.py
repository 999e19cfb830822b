"""Coming to the desk: through the form as people do, or past it where that is not the matter."""

from django.conf import settings
from django.test import Client

from accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in_by_form(page, name: str) -> None:
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", name * 2)
    page.click("[type=submit]")


def sign_in(page, name: str) -> None:
    """Give a window the cookie that somebody has who came through the form."""
    give(page, session(name))


def session(name: str) -> str:
    person = Client()
    person.force_login(User.objects.get(username=name), backend=BACKEND)
    return person.cookies[settings.SESSION_COOKIE_NAME].value


def give(page, key: str) -> None:
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": key,
        "path": settings.SESSION_COOKIE_PATH,
        "httpOnly": True,
        "sameSite": "Lax",
    }
    page.context.add_cookies([cookie | {"domain": host} for host in ("localhost", "127.0.0.1")])
