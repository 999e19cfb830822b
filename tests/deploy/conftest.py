from collections.abc import Iterator

import pytest

from setup import nginx
from tests.deploy.front import Front, running_front, running_portal


@pytest.fixture(scope="session")
def _nginx() -> None:
    if not nginx.program():
        pytest.skip("no nginx: sudo apt-get install nginx-light libnginx-mod-http-brotli-static")


@pytest.fixture(scope="session")
def front(_nginx, tmp_path_factory) -> Iterator[Front]:
    """nginx in front of a portal, as the files of deploy/ set it up."""
    with (
        running_portal() as portal,
        running_front(tmp_path_factory.mktemp("nginx"), portal.server_port) as front,
    ):
        yield front


@pytest.fixture
def lonely_front(_nginx, tmp_path) -> Iterator[Front]:
    """nginx in front of a portal that does not answer."""
    with running_front(tmp_path, nginx.free_port()) as front:
        yield front
