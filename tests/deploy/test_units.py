"""The units of systemd are valid and lock the portal in."""

import shutil
import subprocess
import sys

import pytest

from setup import nginx
from tests.servers import PROJECT

pytestmark = pytest.mark.nodb

UNITS = nginx.DEPLOY / "systemd"
# Of 10 (bare) in the scale of systemd itself.
MOST_EXPOSED = 2.0


def analyze(*arguments) -> subprocess.CompletedProcess:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze: sudo apt-get install systemd")
    command = ["systemd-analyze", "--no-pager", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["liangjiang-web", "liangjiang-worker"])
def test_unit_is_valid_and_locks_the_portal_in(name, tmp_path):
    text = (UNITS / f"{name}.service").read_text()
    python = "/srv/liangjiang/.venv/bin/python"
    unit = tmp_path / f"{name}.service"
    unit.write_text(text.replace(python, sys.executable).replace("/srv/liangjiang", str(PROJECT)))
    verified = analyze("verify", "--man=no", unit)
    assert verified.returncode == 0, verified.stderr
    assert name not in verified.stderr
    limit = f"--threshold={MOST_EXPOSED * 10:.0f}"
    locked = analyze("security", "--offline=yes", limit, unit)
    assert locked.returncode == 0, locked.stdout
