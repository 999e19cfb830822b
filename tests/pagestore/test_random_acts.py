"""Whatever editors do, nobody reads what does not hold any more.

By hand, with thousands of acts: `python -m tests.pagestore.random_site --acts 3000` on a scratch
database with sample content and PAGE_STORE set.
"""

import subprocess
import sys

from tests.installation import PATIENCE, PROJECT, Installation

ACTS = "8"


def test_every_process_shows_what_is_right_once_an_act_has_returned(
    installation: Installation, tmp_path
):
    installation.begin()
    environment = installation.environment | {
        "PAGE_STORE": str(tmp_path / "pages"),
        "DEBUG": "false",
    }
    command = [sys.executable, "-m", "tests.pagestore.random_site", "--acts", ACTS]

    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.startswith(f"{ACTS} acts, ")
