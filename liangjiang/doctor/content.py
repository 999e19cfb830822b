"""Is there what the portal asks for by name: roles, categories, somebody to look after it?"""

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import User
from articles import recount, rights, site_map
from articles.models import Category, Role
from liangjiang.doctor.findings import Finding, advice, error
from search import upkeep


def roles() -> Iterator[Finding]:
    missing = rights.ROLES.keys() - set(Role.objects.values_list("key", flat=True))
    if missing:
        yield error(
            f"Groups are missing: {', '.join(sorted(missing))}. `manage.py migrate` makes them."
        )


def categories() -> Iterator[Finding]:
    expected = {
        key
        for slug, (_english, _chinese, entries) in site_map.SECTIONS.items()
        for key in (slug, *(f"{slug}.{own}" for own, *_names in entries))
    }
    missing = expected - set(Category.objects.values_list("key", flat=True))
    if missing:
        yield error(
            f"Categories are missing: {', '.join(sorted(missing))}. `manage.py migrate` makes them."
        )


def people() -> Iterator[Finding]:
    keepers = User.objects.filter(
        Q(is_superuser=True) | Q(groups__role__key="administrator"), is_active=True, is_staff=True
    )
    if not keepers.exists():
        yield advice(
            "Nobody can look after people and rights. `manage.py createsuperuser` makes somebody."
        )


def search() -> Iterator[Finding]:
    if missing := upkeep.missing().count():
        yield error(
            f"{missing} articles cannot be found by the search as they are now. "
            "`manage.py rebuild_search` puts them into its index."
        )


def numbers() -> Iterator[Finding]:
    if wrong := len(recount.wrong()):
        yield error(
            f"The lists count wrongly in {wrong} places. The worker puts that right tonight; until "
            "then their last articles may be missing."
        )
