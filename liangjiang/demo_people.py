"""The people of a demo: one of each role."""

import json
import secrets
from pathlib import Path

from django.conf import settings

from accounts.models import User
from articles.models import Role

# User name: (role's key, what the person is called, language of the admin).
PEOPLE = {
    "publisher": ("publisher", "Demo Publisher", "en"),
    "editor": ("editor", "示例编辑", "zh-hans"),
    "author": ("author", "Demo Author", "en"),
    "translator": ("translator", "示例译者", "zh-hans"),
    "enquiry-desk": ("enquiry-desk", "Demo Enquiry Desk", "en"),
    "administrator": ("administrator", "Demo Administrator", "en"),
}


def ensure_demo_people() -> list[tuple[str, str, str]]:
    """Make the demo people and return (user name, role, password) of each.

    The passwords are kept beside the database, readable by their owner alone, so that every
    start can print them again.
    """
    passwords = _passwords(settings.VAR_DIR / "demo-people.json")
    people = []
    for name, (role, full_name, language) in PEOPLE.items():
        group = Role.objects.get(key=role).group
        user, created = User.objects.get_or_create(
            username=name,
            defaults={
                "first_name": full_name,
                "email": f"{name}@example.org",
                "interface_language": language,
                "is_staff": True,
            },
        )
        user.groups.add(group)
        if created or not user.check_password(passwords[name]):
            user.set_password(passwords[name])
            user.save()
        people.append((name, group.name, passwords[name]))
    return people


def _passwords(path: Path) -> dict[str, str]:
    known = json.loads(path.read_text()) if path.exists() else {}
    missing = set(PEOPLE) - set(known)
    if missing:
        known |= {name: secrets.token_urlsafe(12) for name in missing}
        path.touch(mode=0o600)
        path.write_text(json.dumps(known))
    return known
