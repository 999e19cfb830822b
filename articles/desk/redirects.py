"""Redirects and the pages that visitors ask for in vain."""

from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

import languages
from articles import missed, old_paths, redirects
from articles.desk import one_hop
from articles.desk.article_select import ArticleSelect
from articles.models import MissedAddress, OldAddress
from languages import column
from library.desk.chosen import ChosenRows


class RedirectForm(forms.ModelForm):
    """Takes whole addresses, refuses what could never work, and keeps redirects one hop long."""

    # A pasted address is longer than the path that is kept of it.
    path = forms.CharField(
        label=gettext_lazy("Old address"),
        max_length=1000,
        help_text=OldAddress._meta.get_field("path").help_text,
        error_messages={
            "unique": gettext_lazy(
                "This address has a redirect already. Find it in the list of redirects and "
                "change it there."
            )
        },
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "spellcheck": "false"}),
    )
    target = forms.CharField(
        label=gettext_lazy("Other address"),
        max_length=500,
        required=False,
        help_text=OldAddress._meta.get_field("target").help_text,
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "spellcheck": "false"}),
    )

    class Meta:
        model = OldAddress
        fields = ("path", "article", "target", "note")
        widgets = {"note": forms.TextInput(attrs={"class": "vLargeTextField"})}

    def clean_path(self) -> str:
        try:
            path = old_paths.canonical(old_paths.path_of(self.cleaned_data["path"]))
        except old_paths.NoOldPath as error:
            raise ValidationError(
                _(
                    "This is no address of this site or of the one before it. A path begins with "
                    "one “/” and has at most 300 characters."
                )
            ) from error
        if old_paths.is_served(path):
            raise ValidationError(
                _("The portal itself answers under this address, so it cannot lead elsewhere.")
            )
        return path

    def clean_target(self) -> str:
        target = self.cleaned_data["target"]
        if target.startswith(f"{settings.SITE_URL}/"):
            target = target.removeprefix(settings.SITE_URL)
        if not target or (target.startswith("https://") and _is_honest_address(target)):
            return target
        # A browser takes a backslash for a slash, and "//host" for another site.
        if not target.startswith("/") or target.startswith("//") or not _is_plain(target):
            raise ValidationError(
                _("Enter a path of this site that begins with one “/”, or an https:// address.")
            )
        return target

    def clean(self) -> dict:
        cleaned = super().clean()
        path, target = cleaned.get("path"), cleaned.get("target")
        if path and target and not cleaned.get("article"):
            try:
                cleaned["article"], cleaned["target"] = one_hop.resolved(path, target)
            except one_hop.LeadsToItself:
                self.add_error("target", _("That address leads back to the old one."))
            except one_hop.LeadsNowhere:
                self.add_error("target", _("This site has no page under that address."))
        return cleaned


def _is_honest_address(address: str) -> bool:
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        return False
    return urlsplit(address).username is None and _is_plain(address)


def _is_plain(target: str) -> bool:
    return target.isprintable() and "\\" not in target


class NeverUsedFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "used"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("never", gettext_lazy("Never used"))]

    def queryset(self, request, queryset):
        return queryset.filter(hits=0) if self.value() == "never" else queryset


class RedirectAdmin(ChosenRows, admin.ModelAdmin):
    form = RedirectForm
    list_display = ["path", "leads_to", "hits", "last_hit_at", "note"]
    list_filter = [NeverUsedFilter]
    list_select_related = ["article__category__section"]
    list_per_page = 50
    search_fields = [
        "path",
        "target",
        "note",
        *(f"article__{column('title', code)}" for code in languages.codes()),
    ]
    search_help_text = gettext_lazy("Searches addresses, notes and the titles of the articles.")
    ordering = ["path"]
    fields = ["path", "article", "target", "note"]
    show_full_result_count = False

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        kwargs["widget"] = ArticleSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == NeverUsedFilter.parameter_name

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, old: OldAddress) -> SafeString:
        """Link to what visitors get; say so if they get nothing at the moment."""
        address = redirects.destination(old)
        if address is None:
            return format_html("{} ({})", old.article, _("not public"))
        words = old.article if old.article_id else old.target
        return format_html('<a href="{}">{}</a>', address, words)

    def save_model(self, request: HttpRequest, obj: OldAddress, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        missed.forget(obj.path)
        if count := one_hop.shorten_those_to(obj):
            words = ngettext(
                "%(count)s redirect that led to this address now leads on at once.",
                "%(count)s redirects that led to this address now lead on at once.",
                count,
            )
            messages.info(request, words % {"count": count})


class MissingPageAdmin(ChosenRows, admin.ModelAdmin):
    """What visitors asked for in vain. The portal writes it; here it is read and cleared."""

    list_display = ["path", "hits", "last_seen_at", "first_seen_at", "referrer", "redirect_link"]
    list_display_links = None
    list_per_page = 50
    search_fields = ["path", "referrer"]
    ordering = ["-last_seen_at", "-pk"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        if found := actions.get("delete_selected"):
            function, name, _words = found
            words = pgettext_lazy("missing pages", "Ignore the selected pages")
            actions["delete_selected"] = (function, name, words)
        return actions

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        self.may_redirect = request.user.has_perm("articles.add_oldaddress")
        return super().get_queryset(request)

    @admin.display(description="")
    def redirect_link(self, row: MissedAddress) -> SafeString | str:
        if old_paths.is_served(old_paths.canonical(row.path)):
            # A page below /en/ or /zh/ is an article's or a section's; an editor publishes it.
            return _("no redirect possible: an address of this portal")
        if not self.may_redirect:
            return ""
        address = reverse("admin:articles_oldaddress_add")
        query = urlencode({"path": row.path})
        return format_html('<a href="{}?{}">{}</a>', address, query, _("Make redirect"))
