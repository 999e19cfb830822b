"""The contract: what holds for every kind of article. A new kind is tested by being there."""

import pytest

from articles.kinds import kinds
from languages import EN, ZH
from tests import factories

KINDS = list(kinds())
WITH_ROWS = [key for key, model in kinds().items() if model.row_relations]


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
