"""The contract: what holds for every kind of article. A new kind is tested by being there."""

from itertools import cycle
from pathlib import Path

import pytest
from django.db import connection

from articles.kinds import kinds
from languages import EN, ZH
from tests import factories

HERE = Path(__file__).parent
KINDS = list(kinds())
# The second database meets each kind in one of the languages, and each language in some kinds.
LANGUAGE_OF_KIND = dict(zip(KINDS, cycle([EN, ZH]), strict=False))
WITH_ROWS = [key for key, model in kinds().items() if model.row_relations]


def pytest_collection_modifyitems(config, items: list) -> None:
    if connection.vendor == "sqlite":
        return
    left_out = {item for item in items if _is_of_the_other_language(item)}
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def _is_of_the_other_language(item) -> bool:
    if HERE not in item.path.parents or not hasattr(item, "callspec"):
        return False
    given = item.callspec.params
    kind = given.get("kind") or given.get("kind_with_rows")
    return kind and "language" in given and given["language"] != LANGUAGE_OF_KIND[kind]


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    return request.param


@pytest.fixture(params=WITH_ROWS)
def kind_with_rows(request) -> str:
    return request.param


@pytest.fixture
def article(db, kind):
    """An article of every kind in turn, public in both languages."""
    return factories.live(kind, picture=factories.picture())


@pytest.fixture(params=[EN, ZH])
def language(request) -> str:
    return request.param


@pytest.fixture
def other(language) -> str:
    return {EN: ZH, ZH: EN}[language]
