"""Who may do what: rows of group, section, language and act, asked through `may` alone.

Django's model permissions decide only what the admin lists (docs/decisions/0005).
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

import languages
from articles.kinds import kinds
from articles.models import Category, Right, Role

WRITE, APPROVE, PUBLISH = Right.Verb.WRITE, Right.Verb.APPROVE, Right.Verb.PUBLISH

# Role: (name for readers of both languages, acts in all sections and languages).
ROLES = {
    "author": ("Author 作者", [WRITE]),
    "translator": ("Translator 译者", [WRITE]),
    "editor": ("Editor 编辑", [WRITE, APPROVE, PUBLISH]),
    "publisher": ("Publisher 发布人", [WRITE, APPROVE, PUBLISH]),
    "enquiry-desk": ("Enquiry desk 咨询台", []),
    "administrator": ("Administrator 管理员", [WRITE, APPROVE, PUBLISH]),
}
ALL_ACTS = ("view", "add", "change", "delete")
_CONTENT_ROLES = ["author", "translator", "editor", "publisher", "administrator"]


def may(user, verb: str, category: Category | None = None, language: str | None = None) -> bool:
    """Tell whether `user` may do `verb` in the section of `category` in `language`.

    Without a category or a language the question is "anywhere?" or "in any language?".
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    section = None if category is None else category.section_id or category.pk
    return any(
        right.verb == verb
        and (section is None or right.section_id in (None, section))
        and (language is None or right.language in ("", language))
        for right in _rights_of(user)
    )


def languages_open_to(user, verb: str, category: Category | None = None) -> list[str]:
    """Return the languages in which `user` may do `verb` in the section of `category`."""
    return [code for code in languages.codes() if may(user, verb, category, code)]


def people_who_may(verb: str, category: Category) -> QuerySet:
    """Return the people with a role that may do `verb` in the section of `category`.

    Whoever may do everything only by being a superuser is not among them: nobody gave them the
    work. For a language ask `may`.
    """
    section = category.section_id or category.pk
    rows = Right.objects.filter(Q(section=section) | Q(section=None), verb=verb)
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(groups__in=rows.values("group")).distinct().order_by("pk")


def people_with_all_rights() -> QuerySet:
    """Return the superusers, for what nobody was given a right for."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True, is_superuser=True)
    return people.order_by("pk")


def sections_open_to(user, verb: str, language: str | None = None) -> list[int] | None:
    """Return the ids of the sections in which `user` may do `verb`; None where it is everywhere.

    Without a language the question is "in any language?".
    """
    if not user.is_active:
        return []
    if user.is_superuser:
        return None
    found = {
        right.section_id
        for right in _rights_of(user)
        if right.verb == verb and (language is None or right.language in ("", language))
    }
    return None if None in found else sorted(found)


def _rights_of(user) -> list[Right]:
    # One query a request: the user object lives as long as the request does.
    if not hasattr(user, "_portal_rights"):
        user._portal_rights = list(Right.objects.filter(group__user=user))
    return user._portal_rights


def ensure_roles() -> None:
    """Make the portal's groups where they are missing; leave every existing one as it is."""
    for key, (name, verbs) in ROLES.items():
        if Role.objects.filter(key=key).exists():
            continue
        group, _created = Group.objects.get_or_create(name=name)
        Role.objects.create(key=key, group=group)
        for verb in verbs:
            Right.objects.get_or_create(group=group, verb=verb, section=None, language="")
    _ensure_permissions()


def _ensure_permissions() -> None:
    # Permissions only open the admin's pages, so a kind that an upgrade brings is opened to the
    # groups that write; what they may do there is a matter of their rights.
    content = [(model._meta.app_label, model._meta.model_name) for model in kinds().values()]
    rows = [
        (relation.related_model._meta.app_label, relation.related_model._meta.model_name)
        for model in kinds().values()
        for relation in model._meta.related_objects
        if relation.name in model.row_relations
    ]
    pictures = _permissions([("library", "picture")], ("view", "add", "change"))
    writers = _permissions(content + rows) | pictures
    readers = _permissions([("articles", "article"), ("articles", "category")], ("view",))
    for role in Role.objects.filter(key__in=_CONTENT_ROLES).select_related("group"):
        role.group.permissions.add(*writers, *readers)


def open_admin_pages(role: str, models: list[tuple[str, str]], acts=ALL_ACTS) -> None:
    """Let a role see admin pages of models named as (app, model), for rooms above this one."""
    for row in Role.objects.filter(key=role).select_related("group"):
        row.group.permissions.add(*_permissions(models, acts))


def _permissions(models, acts=ALL_ACTS) -> set[Permission]:
    found = Permission.objects.filter(
        content_type__app_label__in={app for app, _model in models},
        codename__in={f"{act}_{model}" for act in acts for _app, model in models},
    ).select_related("content_type")
    return {
        permission
        for permission in found
        if (permission.content_type.app_label, permission.content_type.model) in set(models)
    }
