import pytest

from tests.browser.conftest import chromium  # noqa: F401
from tests.security.tripwire import Tripwire


@pytest.fixture
def tripwire(chromium, live_server):  # noqa: F811
    """Return a watched browser to which the site's Content-Security-Policy means nothing."""
    context = chromium.new_context(
        base_url=live_server.url, bypass_csp=True, viewport={"width": 1280, "height": 900}
    )
    yield Tripwire(context)
    context.close()
