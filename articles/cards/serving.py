from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from articles import dependence
from articles.cards.making import CACHED, FOLDER
from library.views import rendition


def card(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a share card; caches in front learn by which key it will be purged."""
    response = rendition(request, path, FOLDER, CACHED)
    if settings.PURGE_URLS:
        response["Surrogate-Key"] = dependence.card(path)
    return response
