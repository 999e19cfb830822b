"""What a phone has to fetch before it shows a page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize(("name", "most"), [("css/site.css", 30_000), ("js/site.js", 10_000)])
def test_style_and_script_stay_light(name, most):
    assert 0 < Path(find(name)).stat().st_size <= most


def test_joined_style_sheet_means_what_its_parts_say():
    # Of `.foot :focus-visible` (something within the footer) the minifier would make the footer.
    assert ":is(.foot,.viewer) *:focus-visible{" in Path(find("css/site.css")).read_text()
