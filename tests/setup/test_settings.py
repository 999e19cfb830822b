import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.nodb


def test_example_names_exactly_the_settings_that_are_read():
    code = (settings.BASE_DIR / "liangjiang" / "settings.py").read_text()
    example = (settings.BASE_DIR / ".env.example").read_text()

    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', code))
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert named == read
