"""How many enquiries one address may send; counted in the database, for all processes alike."""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from contact.form_pages import Refused
from contact.models import AddressCount

SPAN = 600  # seconds
SPANS_KEPT = 24 * 3600 // SPAN
# A household or a company has one IPv4 address and one IPv6 network of 64 bits.
IPV4_BITS, IPV6_BITS = 32, 64


class TooMany(Refused):
    """An address has sent as many enquiries as one may in ten minutes."""


def count(address: str) -> None:
    """Count one enquiry from an address; raises TooMany beyond ENQUIRIES_PER_ADDRESS.

    Belongs into the transaction that stores the enquiry, so that what is refused is not counted.
    """
    if not settings.ENQUIRIES_PER_ADDRESS or not (key := _key(address)):
        return
    row = {"key": key, "span": int(time.time()) // SPAN}
    rows = AddressCount.objects.filter(**row)
    if not rows.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                AddressCount.objects.create(**row, count=1)
        except IntegrityError:
            # Somebody else's first enquiry of this span came in between.
            rows.update(count=F("count") + 1)
    if rows.get().count > settings.ENQUIRIES_PER_ADDRESS:
        raise TooMany


def forget_old() -> int:
    """Delete counts that no longer matter; return how many."""
    oldest = int(time.time()) // SPAN - SPANS_KEPT
    return AddressCount.objects.filter(span__lt=oldest).delete()[0]


def _key(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        # A web server that speaks through a socket: no address, so nothing to count by.
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    bits = IPV4_BITS if found.version == 4 else IPV6_BITS  # noqa: PLR2004
    network = ip_network(f"{found}/{bits}", strict=False)
    return salted_hmac("contact.floods", str(network), algorithm="sha256").hexdigest()
