"""One module for each generation of the former site's pages; the text decides, never the date.

A reader is a module with `recognises(text)` and `read(text) -> Page`, listed in READERS.
"""

import re

from legacy.page import Page, Refused
from legacy.readers import g1

READERS = (g1,)
# How the text of a generation without a reader gives itself away.
_SIGNS = {
    "G2": re.compile(r"^[^\S\n]*Home>|Contact Us\|\s*Terms and Conditions", re.MULTILINE),
    "G3": re.compile(
        r"\|\s?Updated:|^[^\S\n]*Copyright © Chongqing Liangjiang New Area Government", re.MULTILINE
    ),
}


def read(text: str) -> Page:
    """Return the parts of a saved page. Raises Refused with the reason in words."""
    for reader in READERS:
        if reader.recognises(text):
            return reader.read(text)
    for generation, sign in _SIGNS.items():
        if sign.search(text):
            raise Refused(f"a {generation} page; no reader for it yet")
    raise Refused("no breadcrumb line such as “Home > Events”, and no other sign of a saved page")
