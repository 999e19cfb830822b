"""What the settings say that a portal for the public should not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks

from liangjiang.doctor.findings import Finding, advice, error

SHORTEST_SECRET = 50
OUR_OWN_MACHINE = {"127.0.0.1", "localhost", "::1"}
# What we say ourselves, and better.
SAID_BETTER = {"security.W009", "security.W018"}
# No clock that is right can show an earlier time.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def secrets() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET and not settings.DEBUG:
        yield error(
            f"SECRET_KEY has {len(settings.SECRET_KEY)} characters and can be guessed. Put a long "
            "random text into .env (.env.example says how); everybody signs in again then."
        )
    if settings.DEBUG and settings.IS_HTTPS:
        yield error(
            "DEBUG is on and SITE_URL begins with https: error pages show settings to everybody. "
            "Take DEBUG out of .env and restart."
        )


def addresses() -> Iterator[Finding]:
    if urlsplit(settings.SITE_URL).hostname in OUR_OWN_MACHINE:
        yield advice(
            f"SITE_URL is {settings.SITE_URL}: links in mail, feeds and site map lead nowhere for "
            "others. Set it to the address that people type."
        )
    if settings.IS_HTTPS and not settings.TRUSTED_PROXIES:
        yield error(
            "SITE_URL begins with https and TRUSTED_PROXIES is empty: every request is taken for "
            "a plain one and redirected for ever. Name the web server's network, such as "
            "127.0.0.1/32."
        )


def clock() -> Iterator[Finding]:
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield error(f"The time zone {settings.TIME_ZONE} is not known. Run `make environment`.")
    if (now := datetime.now(UTC)) < WRITTEN:
        yield error(
            f"The clock of this machine shows {now:%F %H:%M}. Set it; systemd-timesyncd keeps it."
        )


def system_checks() -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=settings.IS_HTTPS):
        if message.level >= checks.WARNING and message.id not in SAID_BETTER:
            hint = f" {message.hint}" if message.hint else ""
            level = error if message.level >= checks.ERROR else advice
            yield level(f"{message.msg}{hint} ({message.id})")
