"""Whose site this is, as the foot of every page says it: only what the settings give."""

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

# Where the public registers show an entry. They are links: no page asks them anything.
ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="
MARK_REGISTER = "https://bszs.conac.cn/sitename?method=show&id="


def read(language: str) -> dict:
    """Return what the settings say of the owner; what they leave out is not in it."""
    facts = {
        "host_unit": settings.HOST_UNIT.get(language),
        "organiser": settings.ORGANISER.get(language),
        "phone": settings.CONTACT_PHONE,
        "email": settings.SHOWN_EMAIL,
        "site_id_code": settings.SITE_ID_CODE,
        "icp": settings.ICP_NUMBER and {"number": settings.ICP_NUMBER, "address": ICP_REGISTER},
        "police": settings.POLICE_NUMBER and _police(settings.POLICE_NUMBER),
        "mark": settings.GOVERNMENT_MARK_ID and _mark(settings.GOVERNMENT_MARK_ID),
        "has_ipv6": settings.IPV6_NOTICE,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _police(number: str) -> dict[str, str]:
    code = "".join(filter(str.isdigit, number))
    return {"number": number, "address": POLICE_REGISTER + code, "badge": _badge("police")}


def _mark(entry: str) -> dict[str, str]:
    return {"address": MARK_REGISTER + entry, "badge": _badge("government")}


def _badge(name: str) -> str:
    """Return the address of a badge that the operator has put beside the portal's own files."""
    file = f"badges/{name}.png"
    try:
        return static(file) if finders.find(file) else ""
    except ValueError:
        # It is there, but `collectstatic` has not been run since.
        return ""
