import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.articles.days import NOW
from tests.installation import Installation

# What both databases are asked with: one kind of article, and the one that has rows of its own. The
# contract (tests/articles/contract) writes, schedules and publishes every kind on both.
ON_BOTH = {"news.story", "news.photostory"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list) -> None:
    for item in items:
        kind = item.callspec.params.get("kind") if hasattr(item, "callspec") else None
        of_contract = "contract" in item.path.parts
        if kind in factories.HOME_CATEGORY and kind not in ON_BOTH and not of_contract:
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def _installation(settings, tmp_path):
    """Uploads of a test go to a folder of its own, letters into the outbox."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # What is stored is the matter of processes of their own (tests/pagestore).
    settings.PAGE_STORE = ""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # pytest-django puts its own in place of it; what the worker sends arrives in `mail.outbox`.
    settings.EMAIL_BACKEND = "post.outbox.OutboxBackend"
    # What the tests check is who may enter, not how fast a password is hashed.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visitor(client) -> Client:
    """Somebody without cookies."""
    return client


@pytest.fixture
def desk(db):
    """Return a function that signs somebody in: `desk("editor")` is that person's browser."""

    def sign_in(who: str | User = "publisher", **fields) -> Client:
        user = factories.person(who, **fields) if isinstance(who, str) else who
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        browser.user = user
        return browser

    return sign_in


@pytest.fixture
def clock(time_machine):
    """Time stands still at NOW until a test moves it: `clock.move_to(TOMORROW)`."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def installation(tmp_path, transactional_db) -> Installation:
    """Return an installation of its own, whose commands run as processes."""
    return Installation(tmp_path)
