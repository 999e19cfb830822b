"""The Nu Html Checker, which reads HTML and CSS as the standards have it: a Java program from npm.

Fetched once into .venv. Another version is another hash: `npm view vnu-jar@VERSION dist.integrity`.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR = Path(__file__).resolve().parents[1] / f".venv/vnu-{VERSION}.jar"
MEMBER = "package/build/dist/vnu.jar"


def lacking() -> str:
    """Return the package that has to be installed first, or nothing."""
    if not shutil.which("java"):
        return "default-jre-headless"
    return "" if JAR.exists() or shutil.which("npm") else "npm"


def fetch() -> Path:
    """Return where the checker is; a file with another hash than ours is refused."""
    if not JAR.exists():
        with tempfile.TemporaryDirectory() as folder:
            command = ["npm", "pack", "--silent", "--ignore-scripts", f"vnu-jar@{VERSION}"]
            command += ["--pack-destination", folder]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            (package,) = Path(folder).iterdir()
            digest = hashlib.sha512(package.read_bytes()).digest()
            if base64.b64encode(digest).decode() != SHA512:
                sys.exit(f"vnu-jar {VERSION} is not the file that was chosen: its hash differs.")
            with tarfile.open(package) as tar:
                tar.extract(MEMBER, folder, filter="data")
            shutil.move(Path(folder, MEMBER), JAR)
    return JAR


if __name__ == "__main__":
    print(fetch())
