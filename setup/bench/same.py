"""Any bytes and headers, sent by a WSGI application that does nothing else (SAME: their file)."""

import json
import os
from pathlib import Path

_given = json.loads(Path(os.environ["SAME"]).read_text())
HEADERS = [tuple(pair) for pair in _given["headers"]]
BODY = bytes.fromhex(_given["body"])


def application(environ: dict, start_response) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [BODY]
