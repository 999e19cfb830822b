"""The field for rich text: the editor, or an ordinary text area for whoever prefers one."""

import json

from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.urls import reverse
from js_asset import ImportMap, Media

from articles import prose
from articles.desk.prose_words import WORDS
from articles.prose.lines import as_lines

MODULES = ("dialog", "figures", "links", "pasting", "schema", "start", "tables", "toolbar")
WAY = Script("admin-desk/prose/way.js", type="module")
IMPORT_MAP = ImportMap(
    {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        "desk/pictures": "admin-desk/pictures.js",
        **{f"desk/prose/{name}": f"admin-desk/prose/{name}.js" for name in MODULES},
    }
)
CSS = {"all": ["django_prose_editor/material-icons.css", "admin-desk/prose.css"]}
MEDIA = Media(
    importmap=IMPORT_MAP,
    css=CSS,
    js=[Script("admin-desk/prose/start.js", type="module"), WAY],
)


class ProseBox(AdminTextareaWidget):
    """A text area that becomes an editor; its script is in static/admin-desk/prose."""

    template_name = "admin/desk/prose_box.html"
    is_plain = False

    @property
    def media(self) -> Media:
        return MEDIA

    def format_value(self, value) -> str:
        # What was typed in a plain text area and comes back from a form with mistakes.
        text = str(value or "")
        return text if prose.is_too_much(text) else prose.clean(text)

    def get_context(self, name: str, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        context["is_plain"] = self.is_plain
        given = context["widget"]["attrs"]
        given["data-plain"] = self.is_plain
        given["data-prose"] = json.dumps(
            {
                "words": {key: str(text) for key, text in WORDS.items()},
                "find": reverse("admin:articles_article_find"),
                "paste": reverse("admin:articles_article_paste"),
                "way": reverse("admin:articles_article_way_of_writing"),
            }
        )
        return context


class PlainProseBox(ProseBox):
    """The same text, a line for each part of it; a blank line begins a paragraph."""

    is_plain = True

    @property
    def media(self) -> Media:
        # The editor's style and map for whoever turns to it; its scripts are fetched only then.
        return Media(importmap=IMPORT_MAP, css=CSS, js=[WAY])

    def format_value(self, value) -> str:
        text = str(value or "").replace("\r\n", "\n")
        # What is not in our form was typed just now, and comes back as it was typed.
        return as_lines(text) if prose.clean(text) == text else text
