"""What of the articles a person's own work is: the kinds they see, the sections of their rights."""

from django.db.models import Q

from articles import rights
from articles.kinds import kinds
from articles.models import Right


def sees_articles(person) -> bool:
    return bool(seen_kinds(person))


def seen_kinds(person) -> list[str]:
    """Return the kinds whose lists the person may open."""
    return [
        key
        for key, model in kinds().items()
        if person.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        or person.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
    ]


def where(person, verb: str, language: str | None = None, prefix: str = "") -> Q | None:
    """Return the condition for articles in which the person may do `verb` in a language.

    prefix: how the article is reached from the rows asked, such as `article__`. None: nowhere.
    Whoever may do it everywhere gets an empty condition, so that an index alone can answer.
    """
    kinds_seen = seen_kinds(person)
    sections = rights.sections_open_to(person, verb, language)
    if not kinds_seen or sections == []:
        return None
    condition = Q()
    if sections is not None:
        condition &= Q(**{f"{prefix}section__in": sections})
    if len(kinds_seen) < len(kinds()):
        condition &= Q(**{f"{prefix}kind__in": kinds_seen})
    return condition


def works_in(person, language: str | None = None, prefix: str = "") -> Q | None:
    """Return the condition for articles with which the person has to do by any right."""
    found = [where(person, verb, language, prefix) for verb in Right.Verb.values]
    open_to = [condition for condition in found if condition is not None]
    if not open_to:
        return None
    anywhere = Q()
    for condition in open_to:
        if not condition:
            return Q()
        anywhere |= condition
    return anywhere
