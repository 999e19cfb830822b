"""Sample synonyms for the search (synonyms.toml)."""

import tomllib
from pathlib import Path

from search.models import Synonym

FILE = Path(__file__).with_name("synonyms.toml")


def load_synonyms() -> int:
    """Make the groups of which no word is in one yet; return how many."""
    known = {term for group in Synonym.objects.all() for term in group.terms}
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["groups"]
    new = [Synonym(words="\n".join(group)) for group in groups if known.isdisjoint(group)]
    return len(Synonym.objects.bulk_create(new))
