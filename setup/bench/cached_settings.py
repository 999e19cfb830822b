"""The portal behind Django's cache middleware, set up as Django's documentation says."""

from liangjiang.settings import *  # noqa: F403
from liangjiang.settings import MIDDLEWARE as OWN

MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *OWN,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_MIDDLEWARE_SECONDS = 3600
