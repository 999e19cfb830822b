from contextlib import ExitStack, closing

import pytest

from tests.pagestore.portals import Site


@pytest.fixture
def site_in():
    """Return a function that opens a site, a process of its own, over a folder."""
    with ExitStack() as stack:
        yield lambda folder, **options: stack.enter_context(closing(Site(folder, **options)))


@pytest.fixture
def site(site_in, tmp_path) -> Site:
    return site_in(tmp_path)
