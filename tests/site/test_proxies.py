"""Who is asking: what a proxy says is believed only if it is one of ours."""

from ipaddress import ip_network

import pytest
from axes.models import AccessAttempt

from tests.site.processes import portal

OURS = "10.1.2.3"
SCRIPT = """
for peer, proto in (("10.1.2.3", "https"), ("10.1.2.3", "http"), ("203.0.113.9", "https")):
    asked = visitor.get("/robots.txt", REMOTE_ADDR=peer, headers={"x-forwarded-proto": proto})
    print(asked.status_code)
"""


@pytest.fixture(autouse=True)
def _our_proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


def seen_address(visitor, peer: str, forwarded: str | None) -> str:
    """Return where the portal believes a visitor to be, as it notes it for a wrong password."""
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    data = {"username": "nobody", "password": "wrong"}
    visitor.post("/admin/login/", data, headers=headers, REMOTE_ADDR=peer)
    return AccessAttempt.objects.get().ip_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "believed"),
    [
        # Somebody who asks us directly is who they are, whatever they say.
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("203.0.113.9", "10.1.2.3", "203.0.113.9"),
        # Our proxy says whom it speaks for.
        (OURS, "198.51.100.1", "198.51.100.1"),
        (OURS, "2001:db8::1", "2001:db8::1"),
        ("fd00::1", "198.51.100.1", "198.51.100.1"),
        # What the visitor invented stands further left.
        (OURS, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (OURS, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        # Two of ours in a row.
        (OURS, "1.1.1.1, 198.51.100.1, 10.7.7.7", "198.51.100.1"),
        (OURS, "198.51.100.1,10.7.7.7 , 10.8.8.8", "198.51.100.1"),
        # Nobody but ourselves.
        (OURS, None, OURS),
        (OURS, "", OURS),
        (OURS, "10.7.7.7", OURS),
    ],
)
def test_address_of_a_visitor_is_the_nearest_one_that_is_not_ours(
    visitor, db, peer, forwarded, believed
):
    assert seen_address(visitor, peer, forwarded) == believed


@pytest.mark.parametrize(
    "forwarded", ["unknown", "198.51.100.1:4711", "<script>", "x" * 5000, ",,,", "999.1.1.1", "::"]
)
def test_address_that_is_none_is_never_believed(visitor, db, forwarded):
    assert seen_address(visitor, OURS, forwarded) in (OURS, "198.51.100.1", "::")


def test_secure_connection_is_believed_only_from_our_proxy(tmp_path):
    said = portal(SCRIPT, tmp_path, TRUSTED_PROXIES="10.0.0.0/8").split()
    assert said == ["200", "301", "301"]


def test_without_proxies_nobody_is_believed(tmp_path):
    assert portal(SCRIPT, tmp_path).split() == ["301", "301", "301"]


def test_host_that_a_proxy_forwards_is_never_taken(visitor, db):
    forged = {"x-forwarded-host": "evil.example"}
    page = visitor.get("/en/", headers=forged, REMOTE_ADDR=OURS)
    assert "evil.example" not in page.content.decode()
