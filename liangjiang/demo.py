"""`make demo`: the whole portal on one machine, to look round in (README.md).

What it says goes to the error stream, for the eyes at the terminal; standard output carries the
log of the portal, where no password may ever stand.
"""

import errno
import http.client
import os
import secrets
import signal
import socket
import sys
import tempfile
from pathlib import Path
from unicodedata import east_asian_width

import django
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from liangjiang import supervisor

BASE_DIR = Path(__file__).resolve().parent.parent
# Addresses that mean "every address of this machine", and how the machine reaches itself then.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104

People = list[tuple[str, str, str]]


class Refused(Exception):
    """The demo cannot go on: one sentence in English, one in Chinese."""


def main() -> None:
    try:
        host, port = address()
        check_address(host, port)
        configure(host, port)
        people = prepare()
        serve(host, port, people)
        say("Stopped / 已停止")
    except Refused as refused:
        say(*refused.args)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)


# Before anything is touched


def address() -> tuple[str, int]:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        raise Refused(
            f"PORT is {port!r}; it must be a number from 1 to 65535.",
            f"PORT 的值是 {port!r}；它必须是 1 到 65535 之间的数字。",
        )
    return os.environ.get("HOST") or "127.0.0.1", int(port)


def check_address(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused(
                    f"Port {port} is taken by another program; choose another one, for example "
                    f"make demo PORT={port + 1}",
                    f"端口 {port} 已被其他程序占用；请换一个端口，例如 make demo PORT={port + 1}",
                ) from error
            raise Refused(
                f"The demo cannot listen on {host}, port {port}: {error.strerror}.",
                f"演示程序无法在 {host} 的端口 {port} 上监听：{error.strerror}。",
            ) from error


def configure(host: str, port: int) -> None:
    """The environment of the demo, which web and worker inherit."""
    reached = EVERYWHERE.get(host, host)
    reached = f"[{reached}]" if ":" in reached else reached
    os.environ.setdefault("SITE_URL", f"http://{reached}:{port}")
    os.environ.setdefault("EMAIL_URL", "console:")
    # A line per request would push names and passwords off the screen.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ["DEBUG"] = "false"
    os.environ["DJANGO_SETTINGS_MODULE"] = "liangjiang.settings"
    Env.read_env(BASE_DIR / ".env", recurse=False)
    folder = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept_secret(folder)
    except OSError as error:
        raise Refused(
            f"The demo keeps its data in {folder} and cannot write there: {error.strerror}.",
            f"演示数据存放在 {folder}，但无法写入：{error.strerror}。",
        ) from error


def kept_secret(folder: Path) -> str:
    file = folder / "secret-key"
    file.touch(mode=0o600)
    if not file.read_text():
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


# Database, sample content, people


def prepare() -> People:
    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as error:
        raise Refused(f"The settings are wrong: {error}", f"设置有误：{error}") from error
    from django.db import Error

    try:
        refuse_foreign_database()
        return fill_database()
    except Error as error:
        why = str(error).partition("\n")[0]
        raise Refused(f"The database cannot be used: {why}", f"无法使用数据库：{why}") from error


def refuse_foreign_database() -> None:
    """Asked before migrating, so that somebody else's database stays exactly as it is."""
    from django.db import connection

    from articles.models import Article
    from liangjiang.models import Installation

    tables = connection.introspection.table_names()
    if Article._meta.db_table not in tables or not Article.objects.exists():
        return
    if Installation._meta.db_table not in tables or not Installation.is_demo():
        raise Refused(
            "This database holds articles that the demo did not make, so the demo leaves it "
            "alone; name another one in DATABASE_URL.",
            "该数据库中有并非由演示程序创建的文章，演示程序不会改动它；"
            "请在 DATABASE_URL 中指定另一个数据库。",
        )


def fill_database() -> People:
    from django.core.management import call_command

    from liangjiang.demo_people import ensure_demo_people
    from liangjiang.models import Installation

    say("Preparing the database and the sample content / 正在准备数据库和示例内容")
    call_command("migrate", interactive=False, verbosity=0)
    Installation.mark_as_demo()
    call_command("load_sample", stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    return ensure_demo_people()


# Serving


def serve(host: str, port: int, people: People) -> None:
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    web += ["--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "5"]
    web += ["--log-level", "warning", "liangjiang.wsgi:application"]
    commands = {
        "web": [sys.executable, "-m", *web],
        "worker": [sys.executable, "manage.py", "worker"],
    }
    try:
        supervisor.run_together(
            commands, BASE_DIR, lambda: answers(host, port), lambda: introduce(people)
        )
    except supervisor.StoppedByItself as stopped:
        name, code = stopped.args
        raise Refused(
            f"The {name} process stopped by itself (code {code}), so the demo ends here.",
            f"{name} 进程意外退出（代码 {code}），演示到此结束。",
        ) from stopped


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def introduce(people: People) -> None:
    from django.conf import settings

    rows = [("Name / 用户名", "Role / 角色", "Password / 密码"), *people]
    name_width, role_width = (max(width(row[column]) for row in rows) + 3 for column in (0, 1))
    table = [
        f"  {pad(name, name_width)}{pad(role, role_width)}{password}"
        for name, role, password in rows
    ]
    say(
        "",
        f"  Portal / 门户   {settings.SITE_URL}/",
        f"  Admin / 后台    {settings.SITE_URL}/{settings.ADMIN_PATH}",
        "",
        *table,
        "",
        "  Ctrl-C stops it / 按 Ctrl-C 停止",
        "",
    )


def width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


def pad(text: str, wanted: int) -> str:
    return text + " " * (wanted - width(text))


if __name__ == "__main__":
    main()
