"""nginx with the files of deploy/ in a folder of its own, on ports that are free."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
# Where distributions put it; not on the PATH of everybody.
PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
# Debian's packages of modules leave a file here that loads them.
MODULES = "/etc/nginx/modules-enabled/*.conf"
# Seconds.
PATIENCE = 10
GLANCE = 0.02
MAIN = """
{user}
include {modules};
worker_processes 1;
error_log {folder}/error.log;
pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
    sendfile on;
    {temporary}
    include {folder}/conf.d/*.conf;
    {site}
}}
"""


def program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{PLACES}")


def has_brotli() -> bool:
    """Tell whether the module that sends brotli forms is loaded on this machine."""
    return any("brotli_static" in path.read_text() for path in Path("/").glob(MODULES[1:]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(folder: Path, site: str, changes: dict[str, str]) -> Path:
    """Write a configuration with the files of deploy/; `changes` puts this machine's places in."""
    included = folder / "nginx"
    shutil.copytree(DEPLOY / "nginx", included)
    (folder / "conf.d").mkdir()
    if has_brotli():
        shutil.copy(DEPLOY / "nginx/brotli.conf", folder / "conf.d")
    changes = {
        "/srv/liangjiang/deploy/nginx": str(included),
        "/var/log/nginx": str(folder),
    } | changes
    for file in included.glob("*.conf"):
        file.write_text(_changed(file.read_text(), changes))
    main = folder / "nginx.conf"
    main.write_text(
        MAIN.format(
            # Folders of a test are closed to everybody else.
            user="user root;" if os.geteuid() == 0 else "",
            modules=MODULES,
            folder=folder,
            temporary=" ".join(
                f"{name}_temp_path {folder}/temporary-{name};"
                for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            ),
            site=_changed(site, changes),
        )
    )
    return main


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def check(main: Path) -> subprocess.CompletedProcess:
    """Let nginx read a configuration without starting."""
    return subprocess.run([*_command(main), "-t"], capture_output=True, text=True, check=False)


def _command(main: Path) -> list[str]:
    return [program(), "-e", str(main.with_name("error.log")), "-c", str(main)]


@contextmanager
def running(main: Path, port: int) -> Iterator[subprocess.Popen]:
    """Run nginx until the end; it listens on `port` by then."""
    command = [*_command(main), "-g", "daemon off;"]
    server = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)
    try:
        _wait(server, port)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(PATIENCE)
        server.stderr.close()


def _wait(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(GLANCE)
    if server.poll() is None:
        raise RuntimeError("nginx did not come up")
    raise RuntimeError(f"nginx did not come up: {server.stderr.read()}")
