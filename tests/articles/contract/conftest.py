"""The contract: what holds for every kind of article. A new kind is tested by being there."""

from itertools import cycle
from pathlib import Path

import pytest
from django.db import connection

from articles.kinds import kinds
from languages import EN, ZH
from tests import factories
from tests.conftest import ON_BOTH

HERE = Path(__file__).parent
KINDS = list(kinds())
# Columns of both languages are made and read by the same code: each kind is met in one of them, and
# each language in some kinds. The first database meets those kinds in both that others copy.
LANGUAGE_OF_KIND = dict(zip(KINDS, cycle([EN, ZH]), strict=False))
IN_BOTH = {"sqlite": ON_BOTH}
WITH_ROWS = [key for key, model in kinds().items() if model.row_relations]


def pytest_collection_modifyitems(config, items: list) -> None:
    in_both = IN_BOTH.get(connection.vendor, ())
    left_out = {item for item in items if _is_of_the_other_language(item, in_both)}
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def _is_of_the_other_language(item, in_both) -> bool:
    if HERE not in item.path.parents or not hasattr(item, "callspec"):
        return False
    given = item.callspec.params
    kind = given.get("kind") or given.get("kind_with_rows")
    if not kind or kind in in_both or "language" not in given:
        return False
    return given["language"] != LANGUAGE_OF_KIND[kind]


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
