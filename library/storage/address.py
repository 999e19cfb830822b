"""Reading STORAGE_URL. What stands in it is a secret, so no message repeats any of it."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "library.storage.bucket.Bucket"
EXAMPLE = "s3://KEY:SECRET@minio.example.org:9000/liangjiang?secure=true&prefix=media"
# How each parameter may look, and what holds when it is left out.
PARAMETERS = {
    "region": (r"[a-z0-9-]+", "us-east-1"),
    "secure": (r"true|false", "true"),
    "prefix": (r"(?!.*\.\.)[\w.-]+(/[\w.-]+)*", ""),
    "addressing": (r"path|virtual", "path"),
    "signature": (r"v2|v4", "v4"),
}
# The names that boto3 has for them.
SIGNATURES = {"v2": "s3", "v4": "s3v4"}


class _Wrong(ValueError):
    """What is wrong, in words of ours."""


def storage(url: str) -> dict:
    """Return the entry of STORAGES: the folder if `url` is empty, else the bucket it names."""
    if not url:
        return {"BACKEND": FOLDER}
    try:
        return {"BACKEND": BUCKET, "OPTIONS": _options(urlsplit(url))}
    except _Wrong as error:
        why = str(error)
    except ValueError:
        why = "a sign in it has to be encoded, or its host is none"
    # Not inside `except`: what Python says of an address repeats it, and would be shown with ours.
    raise ImproperlyConfigured(f"STORAGE_URL cannot be read: {why}. It must look like {EXAMPLE}.")


def _options(parts: SplitResult) -> dict:
    given = _parameters(parts.query)
    _check(parts)
    scheme = "https" if given["secure"] == "true" else "http"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return {
        "endpoint_url": f"{scheme}://{host}{port}",
        "bucket_name": parts.path.strip("/"),
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "location": given["prefix"],
        "region_name": given["region"],
        "addressing_style": given["addressing"],
        "signature_version": SIGNATURES[given["signature"]],
    }


def _check(parts: SplitResult) -> None:
    if parts.scheme != "s3":
        raise _Wrong("it does not begin with s3://")
    if not parts.username or not parts.password or parts.fragment:
        raise _Wrong(
            "key and secret are missing or hold a sign that has to be encoded (/ is %2F, # is "
            "%23, ? is %3F, @ is %40)"
        )
    try:
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:
        has_place = False
    if not has_place:
        raise _Wrong("host or port is missing or wrong")
    if not re.fullmatch(r"/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/?", parts.path):
        raise _Wrong("the path is not the name of one bucket")


def _parameters(query: str) -> dict[str, str]:
    given = parse_qsl(query, keep_blank_values=True)
    if {name for name, _value in given} - PARAMETERS.keys():
        raise _Wrong(f"the only parameters are {', '.join(PARAMETERS)}")
    found = {name: default for name, (_look, default) in PARAMETERS.items()} | dict(given)
    for name, value in given:
        if not re.fullmatch(PARAMETERS[name][0], value):
            raise _Wrong(f"{name} must match {PARAMETERS[name][0]}")
    return found
