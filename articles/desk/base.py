"""The admin of every kind of article. A kind's own admin says which fields it adds, no more.

A record that visitors can read opens read-only; Edit (a POST) makes its working copy. The addresses
always carry the live record's id: `get_object` puts the working copy in its place.
"""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

import languages
from articles import rights, seen, strands, working_copies
from articles.desk import (
    buttons,
    matching,
    merging,
    panels,
    presets,
    publishing_form,
    way_of_writing,
)
from articles.desk.acts import ActViews
from articles.desk.article_list import ArticleList
from articles.desk.bulk import BulkActs
from articles.desk.changes import ChangesViews
from articles.desk.deleting import DeleteViews
from articles.desk.duplicating import DuplicateViews
from articles.desk.errors import ErrorViews
from articles.desk.forms import ArticleForm
from articles.desk.history import HistoryViews
from articles.desk.matching import MatchViews
from articles.desk.presence import PresenceViews
from articles.desk.previews import PreviewViews
from articles.desk.sides import SideViews
from articles.desk.staying_valid import ValidViews
from articles.desk.unsaved import UnsavedViews
from articles.models import Article
from articles.views import can_be_id
from languages import column, order

TEXTS = ("title", "summary", "body", "source", "author")
PICTURE_TEXTS = ("picture_caption", "picture_credit", "picture_alt")


class ArticleAdmin(
    ActViews,
    MatchViews,
    PreviewViews,
    DuplicateViews,
    DeleteViews,
    BulkActs,
    HistoryViews,
    ValidViews,
    ChangesViews,
    SideViews,
    PresenceViews,
    UnsavedViews,
    ErrorViews,
    ArticleList,
    admin.ModelAdmin,
):
    """The base of all kinds: two languages beside each other, one publishing function."""

    form = ArticleForm
    change_form_template = "admin/desk/change_form.html"
    # What a kind adds, as names without a language.
    kind_texts: tuple[str, ...] = ()
    kind_facts: tuple[str, ...] = ()

    # Django's redirect to the page would tell the address of a draft.
    view_on_site = False
    save_on_top = False

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        editable = obj is None or self.has_change_permission(request, obj)
        facts = ["category", *self.kind_facts]
        upload = ["picture", "picture_upload", "remove_picture"] if editable else ["shown_picture"]
        rest = ["picture_is_decorative", "is_featured", "slug", ("owner", "review_by")]
        sets = [(_("For both languages"), {"fields": [*facts, *upload, *rest]})]
        for code in order.own_language_first():
            names = [*TEXTS[:2], *self.kind_texts, *TEXTS[2:], *PICTURE_TEXTS, "seo_description"]
            fields = [column(name, code) for name in names]
            if not editable:
                body = column("body", code)
                fields = [
                    panels.reading(self.model, name) if name == body else name for name in fields
                ]
            sets.append((languages.name(code), {"fields": fields, "classes": [f"pane {code}"]}))
        if editable:
            may_publish = bool(self.publishable(request.user, obj))
            sets.append((_("Publishing"), publishing_form.fieldset(may_publish)))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        bodies = [column("body", code) for code in languages.codes()]
        return ["shown_picture", *(panels.reading(self.model, name) for name in bodies)]

    @admin.display(description=gettext_lazy("picture"))
    def shown_picture(self, row: Article) -> SafeString | str:
        return panels.thumbnail(row.picture) if row.picture_id else "–"

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        names = publishing_form.NAMES
        form.asked = {name: request.GET[name] for name in names if name in request.GET}
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        given = super().get_changeform_initial_data(request)
        return presets.initial(self.model, request) | given

    def construct_change_message(self, request: HttpRequest, form, formsets, add: bool = False):
        # The history names what was written, not what the form needs for itself.
        ours = {merging.opened_name(strand) for strand in strands.names()}
        ours |= {*publishing_form.NAMES, *matching.tick_names()}
        form.changed_data = [name for name in form.changed_data if name not in ours]
        return super().construct_change_message(request, form, formsets, add)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        if not can_be_id(object_id):
            return None
        live = super().get_object(request, object_id, from_field)
        if live is None or not request.resolver_match.url_name.endswith("_change"):
            return live
        may_write = super().has_change_permission(request, live) and self._may(request, live)
        if request.method == "POST" and may_write:
            # Somebody may have published in the meantime: what was typed goes into a new copy.
            return working_copies.edit(live, request.user)
        row = working_copies.editable_row(live) or live
        self.load(live, row)
        return row

    # Rights

    def _may(self, request: HttpRequest, row: Article | None) -> bool:
        if row is None or not row.category_id:
            return rights.may(request.user, rights.WRITE)
        return all(rights.may(request.user, rights.WRITE, place) for place in self.places(row))

    def places(self, row: Article) -> set:
        """Return where a record is filed and, if that differs, where its draft would file it."""
        return {row.category, working_copies.live_of(row).category}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._may(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if not super().has_change_permission(request, obj) or not self._may(request, obj):
            return False
        return obj is None or obj.is_working_copy or not obj.has_publication

    # Saving

    def save_model(self, request: HttpRequest, obj: Article, form, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        obj.updated_by = request.user
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
        for words in form.left_out():
            messages.warning(request, words)
        # The lists show live rows; they say when somebody last worked on the record.
        self.model.objects.filter(pk=obj.live_id).update(
            updated_by=obj.updated_by,
            updated_at=obj.updated_at,
            # Belongs to the record, not to a draft of it.
            owner=obj.owner,
            review_by=obj.review_by,
        )

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        row = type(form.instance).objects.get(pk=form.instance.pk)
        note = form.cleaned_data.get("note", "")
        opened = merging.opened_versions(form.data)
        before = seen.versions(row)
        changed = working_copies.record(row, request.user, note, opened)
        request.seen = seen.after_saving(row, opened, before, request.user)
        self.after_saving(request, row, form, changed)
        for each in [form, *(each for formset in formsets for each in formset.forms)]:
            for note in getattr(each, "notes", ()):
                messages.info(request, note)

    def log_addition(self, request: HttpRequest, obj: Article, message):
        return super().log_addition(request, working_copies.live_of(obj), message)

    def log_change(self, request: HttpRequest, obj: Article, message):
        return super().log_change(request, working_copies.live_of(obj), message)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue=None):
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, row: Article) -> HttpResponse:
        is_done = False
        if buttons.SUBMIT in request.POST:
            self.submit_from_form(request, row)
        elif buttons.are_pressed(request.POST):
            is_done = self.press(request, row)
        else:
            messages.success(request, _("Draft saved. Visitors see nothing of it yet."))
        self.say_what_review_lost(request, row)
        way_of_writing.choose_after_saving(request)
        kept = "" if is_done else self.typed_about_publishing(request)
        return HttpResponseRedirect(self.address_of(row) + kept)

    # The page

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        live = working_copies.live_of(obj) if obj is not None else None
        if live is not None:
            self.load(live, obj)
        for inline in context["inline_admin_formsets"]:
            context["adminform"].form.mark_as_seen(inline.formset.strands_in_conflict)
        context |= {
            # The import map is an inline script; the nonce allows it (and nothing else).
            "media": Media.from_media(context["media"], nonce=str(request.csp_nonce)),
            **self.form_context(request, live, obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self) -> list:
        return [*self.record_urls(), *super().get_urls()]
