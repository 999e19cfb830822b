"""The page of one picture: what it shows, its texts, its focal point, and where it is used."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

import languages
from languages import column
from languages.order import own_language_first
from library import making, uses
from library.desk.forms import FACTS, FOCUS, PictureForm
from library.desk.listing import licence_state
from library.models import Picture


class PicturePage(admin.ModelAdmin):
    """Mixed into PictureAdmin."""

    form = PictureForm
    view_on_site = False

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> list:
        panes = [
            (
                languages.name(code),
                {
                    "fields": [column(name, code) for name in Picture.TEXTS],
                    "classes": [f"pane {code}"],
                },
            )
            for code in own_language_first()
        ]
        focus = {
            "fields": [FOCUS],
            "classes": ["focus-fields"],
            "description": _(
                "The part that must stay in sight where a frame cuts the picture. Click on the "
                "picture above, move the point with the arrow keys, or write two numbers from 0 "
                "to 100."
            ),
        }
        return [(_("Focal point"), focus), *panes, (_("Rights and place"), {"fields": FACTS})]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        found = super().get_object(request, object_id, from_field)
        is_form = request.resolver_match.url_name == "library_picture_change"
        if found is not None and request.method == "POST" and is_form:
            # What somebody else is saving right now is compared with, once it is there. Only
            # around the form does Django open a transaction, without which no row is locked.
            found = Picture.objects.select_for_update().filter(pk=found.pk).first()
        return found

    def save_model(self, request: HttpRequest, obj: Picture, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if set(FOCUS) & set(form.changed_data):
            making.announce(obj)
        words = {column(name, code) for name in Picture.TEXTS for code in languages.codes()}
        if words & set(form.changed_data) and uses.of([obj]):
            messages.info(
                request,
                _(
                    "Articles keep the words they have of their own; what you wrote here is "
                    "offered where the picture is used next."
                ),
            )

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj=None, **kwargs):
        every = list(context["adminform"])
        panes = {
            languages.html_lang(code): part
            for code in own_language_first()
            for part in every
            if part.classes == f"pane {code}"
        }
        context |= {
            "panes": panes.items(),
            "parts": [part for part in every if part not in panes.values()],
            "records": shown(uses.by_record(uses.of([obj]))),
            "licence_state": licence_state(obj),
            "may_replace": self.has_delete_permission(request, obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def shown(records: list[dict]) -> list[dict]:
    """Return records with their places and public languages in words."""
    for record in records:
        codes = [code for code in own_language_first() if code in record["languages"]]
        record["where"] = _(", ").join(record["places"])
        record["public"] = _(", ").join(languages.short_name(code) for code in codes)
    return records
