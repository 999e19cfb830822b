"""Settings of the portal: one file, every switch an environment variable of the same name.

`.env.example` lists them all. A variable that is missing or cannot be read stops the start with
its name, so a typing error never turns into a quiet default.
"""

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from environs import Env, validate

from library.storage import address

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# The installation

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "only-for-development" if DEBUG else None)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random text into the environment or into .env; "
        "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one."
    )

# Absolute addresses are built from SITE_URL and never from the Host header; its scheme decides
# everything that depends on TLS.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if not re.fullmatch(r"https?://([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", SITE_URL, re.IGNORECASE):
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}. It must look like https://www.example.org, without a path."
    )
IS_HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]"]

try:
    TRUSTED_PROXIES = [ip_network(entry) for entry in env.list("TRUSTED_PROXIES", [])]
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES cannot be read: {error}.") from error
ADMIN_PATH = env.str("ADMIN_PATH", "admin").strip("/") + "/"
if not re.fullmatch(r"(?!en/|zh/|media/|static/)[\w-]+/", ADMIN_PATH):
    raise ImproperlyConfigured(
        f"ADMIN_PATH is {ADMIN_PATH!r}. It must be one word that no public address begins with."
    )
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    # modeltranslation changes the models before the admin reads them.
    "modeltranslation",
    "accounts",
    "articles",
    "figures",
    "library",
    "post",
    "pagestore",
    "news",
    "investing",
    "living",
    "about",
    "contact",
    "search",
    "legacy",
    "desk",
    "imagefield",
    "django_prose_editor",
    "axes",
    "csp",
    "django_guid",
    "django.forms",
    "desk.config.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    # Last, so that what it ensures after `migrate` finds every permission made.
    "liangjiang",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "liangjiang.middleware.access_log",
    "liangjiang.middleware.trusted_proxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "liangjiang.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "liangjiang.middleware.language",
    "liangjiang.middleware.error_pages",
    "liangjiang.large_bodies.large_bodies",
    "django.middleware.common.CommonMiddleware",
    "articles.kept_posts.kept_posts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.old_addresses",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "liangjiang.urls"
WSGI_APPLICATION = "liangjiang.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liangjiang.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# Storage

DATABASES = {
    # To open a connection costs as much as a page, with SQLite too.
    "default": env.dj_db_url(
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Seconds and milliseconds: whoever waits for a server that does not answer keeps a thread from
    # those who read what is stored.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "tcp_user_timeout": 10_000,
    } | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Per process; only what may be forgotten at any time is kept here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "liangjiang.assets.JoinedFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
STORAGES = {
    "default": address.storage(env.str("STORAGE_URL", "")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "webp", "avif", "woff2", "map")
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Without script a photo story's pictures come in one post: more than fit are refused in words.
DATA_UPLOAD_MAX_NUMBER_FILES = 300

# Languages

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["liangjiang.formats"]
# Widgets are overridden by templates of the project (the picture in a form).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
# No fallback: what is not written in a language is empty in it (docs/decisions/0003).
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ()}


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(name, language):  # noqa: N802
    from languages import localised_label  # noqa: PLC0415  (settings load first)

    return localised_label(name, language)


# Pages that are there whatever is published, by the names of their addresses, as the site map
# calls them.
OWN_PAGES = {
    "home": _("Home page"),
    "figures": pgettext_lazy("numbers about the area", "Figures"),
    "contact": _("Contact us"),
}

# Publishing

# Called in this order inside the transaction of every publishing act.
PUBLISHING_STEPS = [
    "pagestore.purge.order_purge",
    "articles.tallies.keep",
    "search.entries.keep",
    "articles.cards.orders.order",
    "articles.notices.tell_author",
]
# What the desk asks before an article is deleted: who leads to it (articles.uses).
ARTICLE_USES = ["articles.desk.uses.of", "contact.uses.of", "liangjiang.uses.of"]
# Called in this order by the worker, again and again, and once at its start.
WORKER_JOBS = [
    "articles.scheduled.carry_out_due",
    "contact.telling.tell_of_new",
    "contact.telling.remind",
    "pagestore.local.carry_out",
    "pagestore.purge.carry_out",
    "post.sending.send_due",
    "library.making.make_due",
    "articles.cards.making.make_due",
    "liangjiang.tidying.tidy",
]
# Called once a day, at night, by one worker.
TIDYING_JOBS = [
    "post.outbox.forget_old",
    "pagestore.purge.forget_old",
    "articles.missed.forget_old",
    "search.asked.forget_old",
    "articles.unsaved.forget_old",
    "articles.presence.forget_old",
    "search.upkeep.mend",
    "articles.recount.tidy",
    "contact.erasing.close_quiet",
    "contact.erasing.erase_due",
    "contact.floods.forget_old",
    "library.candidates.forget_abandoned",
    "library.discarding.forget_discarded",
    "articles.cards.making.forget_discarded",
    "liangjiang.tidying.clear_sessions",
    "liangjiang.tidying.forget_sign_ins",
]
# Pages that are the same for everybody are rendered once and kept here until something on them
# changes (docs/decisions/0044). Whoever develops wants to see each change of a template.
PAGE_STORE = env.str("PAGE_STORE", "" if DEBUG else str(VAR_DIR / "pages"))
PAGE_STORE_MEGABYTES = env.int("PAGE_STORE_MEGABYTES", 1000, validate=validate.Range(min=1))
# Whether pages also lie there as plain files that nginx can serve (deploy/).
PAGE_STORE_FOR_NGINX = env.bool("PAGE_STORE_FOR_NGINX", False)
# What views read of a query. An address that has any other name in it is the same page.
PAGE_PARAMETERS = ["about", "in", "kind", "p", "page", "pictures", "q", "sort", "year"]
# How many pages of a list have a number; what is older is found by its month.
PAGES_NUMBERED = 20
# Addresses of caches in front of the portal that answer the method PURGE.
PURGE_URLS = env.list("PURGE_URLS", [])

# Mail: every message is stored first and sent by the worker.

EMAIL_BACKEND = "post.outbox.OutboxBackend"
_email = env.dj_email_url("EMAIL_URL", "console:")
if "EMAIL_BACKEND" not in _email:
    raise ImproperlyConfigured("EMAIL_URL cannot be read. It must look like smtp://host:25/.")
POST_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _email.get("EMAIL_FILE_PATH")
# Seconds a mail server may take for one answer.
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"portal@{_site.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where people report weaknesses of the site (security.txt, RFC 9116).
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")

# Whose site it is: the block at the foot of every page. What is not given is not shown.

HOST_UNIT = {"en": env.str("HOST_UNIT_EN", ""), "zh-hans": env.str("HOST_UNIT_ZH", "")}
ORGANISER = {"en": env.str("ORGANISER_EN", ""), "zh-hans": env.str("ORGANISER_ZH", "")}
# Numbers that somebody has mistyped are worse than none, so their form is looked at.
SITE_ID_CODE = env.str("SITE_ID_CODE", "", validate=validate.Regexp(r"(\d{10})?\Z"))
ICP_NUMBER = env.str("ICP_NUMBER", "", validate=validate.Regexp(r"(\wICP备\d{6,10}号(-\d+)?)?\Z"))
POLICE_NUMBER = env.str("POLICE_NUMBER", "", validate=validate.Regexp(r"(\w公网安备 ?\d{14}号)?\Z"))
GOVERNMENT_MARK_ID = env.str(
    "GOVERNMENT_MARK_ID", "", validate=validate.Regexp(r"([0-9A-Fa-f]{32})?\Z")
)
IPV6_NOTICE = env.bool("IPV6_NOTICE", False)

# Enquiries

# Within how many working days people get an answer: every page and mail that says so reads it here.
ANSWER_WORKING_DAYS = env.int("ANSWER_WORKING_DAYS", 2, validate=validate.Range(min=1, max=30))
# Where answers to the portal's own mails go, and what is named when the form cannot be used.
# The foot of the page names it only if it was given.
SHOWN_EMAIL = env.str("CONTACT_EMAIL", "")
CONTACT_EMAIL = SHOWN_EMAIL or DEFAULT_FROM_EMAIL
CONTACT_PHONE = env.str("CONTACT_PHONE", "")
# How many enquiries one address (IPv4 /32, IPv6 /64) may send in ten minutes; 0 is no limit.
ENQUIRIES_PER_ADDRESS = env.int("ENQUIRIES_PER_ADDRESS", 10, validate=validate.Range(min=0))
# How many months after it was closed an enquiry loses its personal data.
ENQUIRY_MONTHS_KEPT = env.int("ENQUIRY_MONTHS_KEPT", 12, validate=validate.Range(min=1, max=120))

# Signing in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600 * 4
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "liangjiang.middleware.client_address"
AXES_LOCKOUT_CALLABLE = "liangjiang.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Cookies: only the admin sets any, under its own path, so public pages cannot see them. The
# prefix is __Secure- and not __Host-, because __Host- demands the path "/" (RFC 6265bis 4.1.3.2).

_prefix = "__Secure-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}desk"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"/{ADMIN_PATH}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 3600 * 12
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = f"{_prefix}desk-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "liangjiang.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport and browser protection

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_SSL_HOST = _site.netloc if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
# Set only after `trusted_proxies` has dropped what an unknown peer sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        # The nonce is written only where a page asks for one: the admin's import map.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
    }
}

# Pictures

IMAGEFIELD_BIN_DEPTH = 2
IMAGEFIELD_SILENTFAILURE = False
# The first rendition is made at the upload, the others by the worker (library.making).
IMAGEFIELD_AUTOGENERATE = False
# It misses a column for a focal point of its own; ours moves the frame, not the file.
SILENCED_SYSTEM_CHECKS = ["imagefield.I001"]
# Functions that tell where pictures are used: they get ids and return uses (library.uses).
PICTURE_USES = ["articles.pictures.uses"]
# Functions that return queries for every use of a picture (library.uses).
PICTURES_IN_USE = ["articles.picture_gaps.in_use"]
# Functions that tell whether an older version shows a picture.
PICTURE_HISTORIES = ["articles.picture_gaps.in_history"]
# Functions that return the uses without a text in a language (library.gaps).
PICTURE_GAPS = [
    "articles.picture_gaps.lead_pictures",
    "articles.picture_gaps.rows_of_pictures",
    "articles.picture_gaps.figures",
]
# Called in this order when pages with a picture look new, in the same transaction.
PICTURE_STEPS = ["articles.pictures.order_purge", "articles.cards.orders.order_for_picture"]

# What the desk's search finds besides (desk.finding).
DESK_SOURCES = ["liangjiang.admin.finding.NOTICES"]
# Functions that return what the schedule holds besides articles (desk.planned).
SCHEDULE_SOURCES = ["liangjiang.admin.planned.ahead"]

# Django's own list of names does not know that an address may hold a password.
DEFAULT_EXCEPTION_REPORTER_FILTER = "liangjiang.log.WithoutAddresses"

# Logs: one JSON object a line on standard output, each with the request's id.

LOG_LEVEL = env.log_level("LOG_LEVEL", "INFO")
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "VALIDATE_GUID": True,
    "RETURN_HEADER": True,
    "EXPOSE_HEADER": False,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "django_guid.log_filters.CorrelationId"},
        "without_request": {"()": "liangjiang.log.WithoutRequest"},
    },
    "formatters": {
        "json": {
            "()": "liangjiang.log.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(correlation_id)s %(message)s",
            "rename_fields": {
                "asctime": "time",
                "levelname": "level",
                "name": "logger",
                "correlation_id": "request_id",
            },
            "json_ensure_ascii": False,
        }
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
            "filters": ["request_id", "without_request"],
            # Here too, because Django's own loggers have levels of their own.
            "level": LOG_LEVEL,
        }
    },
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django_guid": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "imagefield": {"level": "WARNING"},
        # What they say at lower levels holds signatures.
        "boto3": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "s3transfer": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
    },
}
