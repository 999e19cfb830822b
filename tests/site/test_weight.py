"""What a phone has to fetch before it shows a page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize(("name", "most"), [("css/site.css", 25_000), ("js/site.js", 6_000)])
def test_style_and_script_stay_light(name, most):
    assert 0 < Path(find(name)).stat().st_size <= most
