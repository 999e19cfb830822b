"""The field in which an article of any kind is chosen (see `articles.desk.picker`)."""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

import languages
from articles.models import Article
from articles.models.article import is_public
from articles.views import can_be_id

NEWEST = 50


def public_in_any(codes: list[str]) -> Q:
    """Return the condition for what visitors read now in one of these languages."""
    found = Q(pk__in=[])
    for code in codes:
        found |= is_public(code)
    return found


def public_first() -> Case:
    """Return an order: what visitors read now stands before drafts."""
    return Case(When(public_in_any(languages.codes()), then=Value(0)), default=Value(1))


def title_and_state(row: Article) -> str:
    """Return the title; beside one that visitors do not read now, that they do not."""
    codes = languages.codes()
    if any(row.is_public(code) for code in codes):
        return str(row)
    now = timezone.now()
    if any((row.published_at(code) or now) > now for code in codes):
        return _("%(title)s (scheduled)") % {"title": row}
    return _("%(title)s (not public)") % {"title": row}


class ArticleFinder(AutocompleteJsonView):
    """What is found for any such field of the desk."""

    def serialize_result(self, obj, to_field_name: str) -> dict:
        found = super().serialize_result(obj, to_field_name)
        return found | {"text": title_and_state(obj)} if isinstance(obj, Article) else found


class ArticleSelect(AutocompleteSelect):
    """A field that finds articles while somebody types; without script, a list of the newest."""

    @property
    def media(self) -> forms.Media:
        # After the script that makes the field.
        ours = forms.Media(js=["admin/js/autocomplete.js", "admin-desk/article-select.js"])
        return super().media + ours

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        # Without words in it the empty field would have no name for those who cannot see it.
        words = {"data-placeholder": _("Choose an article")}
        return super().build_attrs(base_attrs, extra_attrs) | words

    def optgroups(self, name: str, value: list[str], attr=None) -> list:
        # Django would ask the database for whatever was posted.
        groups = super().optgroups(name, [each for each in value if can_be_id(each)], attr)
        options = groups[0][1]
        if not any(option["selected"] for option in options):
            options.insert(0, self.create_option(name, "", "---------", True, 0))
        known = {str(option["value"]) for option in options}
        for row in self.choices.queryset.order_by(public_first(), "-pk").for_lists()[:NEWEST]:
            if str(row.pk) not in known:
                options.append(
                    self.create_option(name, row.pk, title_and_state(row), False, len(options))
                )
        return groups
