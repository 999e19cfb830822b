"""An S3-compatible store on this machine: moto's server, with a new bucket for whoever asks."""

import itertools
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from moto.server import ThreadedMotoServer

SECRET = "never-to-be-seen"


class Store:
    def __init__(self, host: str, port: int) -> None:
        self.place = f"{host}:{port}"
        self.client = boto3.client(
            "s3",
            endpoint_url=f"http://{self.place}",
            region_name="us-east-1",
            aws_access_key_id="root",
            aws_secret_access_key="root",
        )
        self._numbers = itertools.count(1)

    def new_bucket(self) -> str:
        """Make a bucket and return its STORAGE_URL."""
        name = f"liangjiang-{next(self._numbers)}"
        self.client.create_bucket(Bucket=name)
        return f"s3://portal:{SECRET}@{self.place}/{name}?secure=false&prefix=media"

    def open_to_everybody(self, name: str) -> None:
        """Let anybody fetch what lies in a bucket."""
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{name}/*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.client.put_bucket_policy(Bucket=name, Policy=policy)


@contextmanager
def running_store() -> Iterator[Store]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    store = Store(*server.get_host_and_port())
    try:
        yield store
    finally:
        store.client.close()
        server.stop()


class MoodyStore(ThreadingHTTPServer):
    """Answers every request with `content`; while it `is_away` it hangs up instead."""

    daemon_threads = True
    content = b"a picture"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.place = f"127.0.0.1:{self.server_port}"
        self.calls, self.is_away = 0, False


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.calls += 1
        if not self.server.is_away:
            self.send_response(200)
            self.send_header("Content-Length", str(len(self.server.content)))
            self.end_headers()
            self.wfile.write(self.server.content)

    def log_message(self, *args) -> None:
        """Say nothing."""


@contextmanager
def running_moody_store() -> Iterator[MoodyStore]:
    store = MoodyStore()
    thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield store
    finally:
        store.shutdown()
        thread.join()
        store.server_close()
