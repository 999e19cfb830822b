"""What a record will look like, in the public page's own templates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

import languages
from articles import rights, working_copies
from articles.desk import panels
from articles.desk.records import GET, RecordViews
from articles.models import Article
from articles.views import render_article


class PreviewViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        preview = self.record_url("preview", self.preview_view, GET, "<str:prefix>/")
        return [*super().record_urls(), preview]

    def preview_address(self, live: Article, code: str) -> str:
        return self.address_of(live, "preview", languages.prefix(code))

    def preview_view(self, request: HttpRequest, pk: int, prefix: str) -> HttpResponse:
        """Show the newest saved text in the public page's own templates."""
        live = self.record(request, pk, rights.WRITE)
        code = next((code for code in languages.codes() if languages.prefix(code) == prefix), None)
        if code is None:
            raise Http404
        row = working_copies.editable_row(live) or live
        preview = {
            "tag": languages.html_lang(languages.normalise(get_language())),
            "label": _("Preview, not public: %(language)s, saved %(time)s")
            % {"language": languages.short_name(code), "time": panels.when(row.updated_at)},
            "links": [
                {
                    "name": languages.name(other),
                    "tag": languages.html_lang(other),
                    "address": self.preview_address(live, other),
                    "is_current": other == code,
                }
                for other in languages.codes()
            ],
            "edit": self.address_of(live),
        }
        with override(code):
            response = render_article(request, self.model.objects, row.pk, code, preview=preview)
        response["X-Robots-Tag"] = "noindex"
        return response
