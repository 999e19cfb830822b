"""How boto3 is spoken to: by STORAGE_URL alone, and never for long."""

import os

import boto3
import botocore.session
from botocore.config import Config

# Seconds. A visitor waits for the bucket, and a thread of the portal with him.
CONNECT, ANSWER = 3, 6
# Keys, addresses and profiles that AWS's own tools would look for elsewhere.
NO_FILE = (None, None, os.devnull, None)
OWN = {"config_file": NO_FILE, "credentials_file": NO_FILE, "profile": (None, None, None, None)}


def config(addressing: str, signature: str) -> Config:
    return Config(
        s3={"addressing_style": addressing},
        signature_version=signature,
        connect_timeout=CONNECT,
        read_timeout=ANSWER,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=20,
        # The checksums that AWS alone understands; others refuse what is sent with them.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        # Another mode asks the machine where it stands.
        defaults_mode="legacy",
    )


def session(key: str, secret: str) -> boto3.Session:
    return boto3.Session(
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        botocore_session=botocore.session.Session(session_vars=OWN),
    )
