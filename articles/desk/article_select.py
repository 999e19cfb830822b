"""The field in which an article of any kind is chosen (see `articles.desk.picker`)."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _

from articles.views import can_be_id

NEWEST = 50


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
        for row in self.choices.queryset.order_by("-pk").for_lists()[:NEWEST]:
            if str(row.pk) not in known:
                options.append(self.create_option(name, row.pk, str(row), False, len(options)))
        return groups
