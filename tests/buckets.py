"""An S3-compatible store on this machine: moto's server, with a new bucket for whoever asks."""

import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

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
