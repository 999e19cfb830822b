"""Pictures in a bucket of an S3-compatible store.

Their public addresses stay our own, so a browser never learns where they are kept.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import boto3
import botocore
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from library.storage import Unavailable, connection
from library.storage.parts import Beyond, Part

# Seconds. A bucket that has not answered is asked by one visitor in so long, or all threads of the
# portal would soon wait for it and no page would come.
PAUSE = 10
# What is larger than this goes to a temporary file when it is read as a whole.
IN_MEMORY = 4 * 1024 * 1024
MISSING = {"NoSuchKey", "404", "NotFound"}
BEYOND = {"InvalidRange", "416"}
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class Bucket(S3Storage):
    def __init__(self, **options) -> None:
        self._lock = threading.Lock()
        self._resource = None
        self._silent_until = 0
        super().__init__(**options)
        self.client_config = connection.config(self.addressing_style, self.signature_version)
        self.transfer_config = TransferConfig(use_threads=False)

    def get_default_settings(self) -> dict:
        return super().get_default_settings() | {
            "security_token": None,
            "session_profile": None,
            "max_memory_size": IN_MEMORY,
        }

    def __str__(self) -> str:
        return f"bucket {self.bucket_name} at {self.endpoint_url}"

    # One connection for the whole process: to make one takes a third of a second, and the server
    # starts and ends threads all the time.

    @property
    def connection(self):
        with self._lock:
            if self._resource is None:
                self._resource = self._create_session().resource("s3", **self._where())
            return self._resource

    def _where(self) -> dict:
        return {
            "region_name": self.region_name,
            "endpoint_url": self.endpoint_url,
            "config": self.client_config,
        }

    def _create_session(self) -> boto3.Session:
        return connection.session(self.access_key, self.secret_key)

    @property
    def _client(self):
        return self.connection.meta.client

    @contextmanager
    def _asking(self, name: str = "") -> Iterator[None]:
        """Turn what boto3 raises into FileNotFoundError or Unavailable."""
        try:
            yield
            self._silent_until = 0
        except ClientError as error:
            self._silent_until = 0
            code = error.response["Error"]["Code"]
            if name and code in MISSING:
                raise FileNotFoundError(f"There is no {name} in the {self}") from error
            raise Unavailable(f"The {self} refuses: {code}") from error
        except (NoConnection, HTTPClientError) as error:
            self._silent_until = time.monotonic() + PAUSE
            raise Unavailable(f"The {self} does not answer: {type(error).__name__}") from error
        except (BotoCoreError, Boto3Error) as error:
            raise Unavailable(f"The {self} cannot be used: {type(error).__name__}") from error

    # What Django asks of a storage

    def url(self, name: str, *args, **options) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def _open(self, name: str, mode: str = "rb") -> File:
        with self._asking(name):
            file = super()._open(name, mode)
            if "r" in mode:
                # Fetched now, not at the first reading, where nobody expects it to fail.
                file.open()
            return file

    def _save(self, name: str, content: File) -> str:
        with self._asking():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with self._asking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self._asking():
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._asking():
            return super().listdir(name)

    def size(self, name: str) -> int:
        self._spare()
        with self._asking(name):
            return super().size(name)

    # What the portal asks of it besides

    def part(self, name: str, wanted: tuple[str, str] | None) -> Part:
        """Open a part of a file as it comes, without storing it anywhere."""
        self._spare()
        place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        if wanted:
            place["Range"] = "bytes={}-{}".format(*wanted)
        with self._asking(name):
            try:
                answer = self._client.get_object(**place)
            except ClientError as error:
                if error.response["Error"]["Code"] in BEYOND:
                    raise Beyond(super().size(name)) from error
                raise
        length = answer["ContentLength"]
        # The store sends the whole if it takes the range for nonsense.
        found = _CONTENT_RANGE.match(answer.get("ContentRange", ""))
        first, size = map(int, found.groups()) if found else (0, length)
        return Part(_Body(answer["Body"], self), size, (first, length) if found else None)

    def _spare(self) -> None:
        with self._lock:
            now = time.monotonic()
            if now < self._silent_until:
                raise Unavailable(f"The {self} does not answer")
            if self._silent_until:
                # This one tries it for all.
                self._silent_until = now + PAUSE

    def files(self) -> Iterator[dict]:
        """List every file with `name`, `size` and `etag`, some hundred at each request."""
        root = f"{self.location}/" if self.location else ""
        pages = self._client.get_paginator("list_objects_v2")
        with self._asking():
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=root):
                for entry in page.get("Contents", ()):
                    name = entry["Key"].removeprefix(root)
                    yield {"name": name, "size": entry["Size"], "etag": entry["ETag"].strip('"')}

    def answer(self) -> None:
        """Raise Unavailable unless the bucket is there and lets us in."""
        with self._asking():
            self._client.head_bucket(Bucket=self.bucket_name)

    def shows_everybody(self, name: str) -> bool:
        """Tell whether anybody can fetch a file from the bucket, without a key of ours."""
        unsigned = self.client_config.merge(Config(signature_version=botocore.UNSIGNED))
        client = self._create_session().client("s3", **self._where() | {"config": unsigned})
        try:
            place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
            client.get_object(**place)["Body"].close()
        except ClientError:
            return False
        finally:
            client.close()
        return True


class _Body:
    """What a bucket sends; its errors are turned into ours too."""

    def __init__(self, body, bucket: Bucket) -> None:
        self._body, self._bucket = body, bucket

    def read(self, size: int) -> bytes:
        with self._bucket._asking():
            return self._body.read(size)

    def close(self) -> None:
        self._body.close()
