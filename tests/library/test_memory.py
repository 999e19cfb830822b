"""How much memory the largest picture takes that people may send, measured in a process alone."""

import io
import re

import pytest
from PIL import Image

MOST_MEGABYTES = 300
RECEIVE = """
import re
from pathlib import Path
from django.core.files import File
from django.test import Client
from library.uploads import receive

def peak():
    # ru_maxrss would be that of the process which started this one, where that has more.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

visitor = Client()
assert visitor.get("/en/news/").status_code == 200
before = peak()
with open(PATH, "rb") as file:
    picture = receive(File(file, name="large.jpg"))
assert visitor.get("/en/news/").status_code == 200
print(f"{picture.file_width}x{picture.file_height} {before} {peak()}")
"""


def large_jpeg(width: int, rows: int) -> bytes:
    """Return a baseline JPEG of `rows` times 16 lines, without ever holding its pixels.

    Every row of blocks begins anew (restart markers), so one may be repeated.
    """
    strip = Image.effect_noise((width // 8, 4), 60).resize((width, 32)).convert("RGB")
    target = io.BytesIO()
    strip.save(target, "JPEG", quality=85, restart_marker_rows=1)
    content = target.getvalue()
    start = content.index(b"\xff\xda") + 14
    size = content.index(b"\xff\xc0") + 5
    row = content[start : re.compile(rb"\xff\xd0").search(content, start).start()]
    head = content[:size] + (rows * 16).to_bytes(2, "big") + content[size + 2 : start]
    body = b"".join(row + bytes([0xFF, 0xD0 + number % 8]) for number in range(rows - 1))
    return head + body + row + b"\xff\xd9"


@pytest.mark.sqlite_only
def test_picture_of_a_hundred_megapixels_takes_less_than_300_megabytes(installation, capsys):
    path = installation.folder / "large.jpg"
    path.write_bytes(large_jpeg(12240, 510))
    installation.begin()
    done = installation.run("shell", "--no-imports", "-c", f"PATH = {str(path)!r}\n{RECEIVE}")
    assert done.returncode == 0, done.stderr
    size, before, peak = done.stdout.split()[-3:]
    with capsys.disabled():
        megabytes = path.stat().st_size >> 20
        print(f"\n12240x8160 JPEG ({megabytes} MB): {before} MB before, {peak} MB at the peak")
    assert size == "2560x1707"
    assert int(peak) < MOST_MEGABYTES
