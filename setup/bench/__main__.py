"""How fast the portal answers, beside what could be hoped for on the same machine.

    make bench                                      a table in some three minutes
    python -m setup.bench --seconds 10 --rounds 7   calmer numbers
    python -m setup.bench --articles 1000 100000    pages that are not stored, at both sizes, too
    python -m setup.bench --write                   puts the tables into docs/performance.md

wrk asks each server in turn, round after round, so that whatever else the machine does meets all of
them alike. The ratios compare requests per second of processor time of the server and its children.
Every Python server is granian with the flags of deploy/systemd and one worker; nginx has one worker
too. All of them serve the same article, but for these: the constant view is `HttpResponse("Hello")`
behind the middleware of `startproject`, the bare hello has no framework at all, and another bare
application sends the stored page's bytes and headers. These, stored pages and files are asked for
with "Accept-Encoding: br, gzip", the others without.

It fills a folder that is deleted afterwards; DATABASE_URL may name an empty database. Needs wrk and
nginx: sudo apt-get install wrk nginx-light libnginx-mod-http-brotli-static

Exit code 0: measured, 1: a server failed, 2: something is missing, or given wrongly.
"""

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tqdm import tqdm

from setup import nginx
from setup.bench import archive, content, machine, report, servers, single, wrk
from setup.bench.servers import PACKED, PORTAL, Server

PERFORMANCE = servers.PROJECT / "docs/performance.md"
WARM_UP = 1  # second


def main() -> int:
    chosen = options()
    if lacking := missing():
        print(f"Missing here: {', '.join(lacking)}. --help says more.", file=sys.stderr)
        return 2
    try:
        with tempfile.TemporaryDirectory(prefix="liangjiang-bench-") as folder:
            lines = measure(Path(folder), chosen)
    except content.Occupied as occupied:
        print(occupied, file=sys.stderr)
        return 2
    except (wrk.Failed, RuntimeError) as failure:
        print(failure, file=sys.stderr)
        return 1
    print("\n".join(lines))
    if chosen.write:
        report.write(PERFORMANCE, lines)
    return 0


def missing() -> list[str]:
    there = {
        # Only there can be read what a process takes.
        "Linux": sys.platform == "linux",
        "wrk": shutil.which("wrk"),
        "nginx": nginx.program(),
        "libnginx-mod-http-brotli-static": nginx.has_brotli(),
    }
    return [name for name, found in there.items() if not found]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m setup.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--seconds", type=float, default=4, help="How long each server is asked in a round (4).")
    add("--rounds", type=int, default=5, help="How often it is each server's turn (5).")
    add("--connections", type=int, default=16, help="How many ask at once (16).")
    add("--articles", type=int, nargs="+", default=[], help="Sizes of the archive, growing.")
    add("--write", action="store_true", help=f"Write {PERFORMANCE.name}.")
    return parser.parse_args()


def measure(folder: Path, chosen: argparse.Namespace) -> list[str]:
    """Fill the folder, run everything, return the report."""
    lines = [f"- {line}" for line in machine.description()]
    lines += [f"- {chosen.rounds} rounds of {chosen.seconds:g} s, {chosen.connections} connections"]
    print("Filling a portal with the sample content ...", file=sys.stderr)
    var, log = folder / "var", folder / "log"
    content.make(var)
    given = content.environment(var)
    stored = given | {"PAGE_STORE": str(var / "pages"), "PAGE_STORE_FOR_NGINX": "true"}
    with servers.granian(PORTAL, stored, log, "/en/") as front:
        pages = content.addresses(front)
        article = content.article(pages)
        single.put_file(folder / "file", front, article)
        with ExitStack() as stack:
            runs = rounds(targets(stack, folder, front, article), chosen)
        lines += ["", *report.loads(runs), *report.ratios(runs)]
        lines += single.page_sizes(front, article)
    lines += single.figures(stored, given, log, pages, article)
    if chosen.articles:
        lines += sizes(sorted(chosen.articles), given, log)
    return lines


def targets(
    stack: ExitStack, folder: Path, front: Server, article: str
) -> dict[str, tuple[Server, str, dict]]:
    """Start the other servers; return for each what it is asked for."""
    given = content.environment(folder / "var")
    cached = given | {"DJANGO_SETTINGS_MODULE": "setup.bench.cached_settings"}

    def start(target: str, environment: dict[str, str], ready: str) -> Server:
        return stack.enter_context(servers.granian(target, environment, folder / "log", ready))

    store, file = stack.enter_context(servers.nginx_on_store(folder, folder / "var", front))
    found = {
        report.STORED: (front, article, PACKED),
        report.COLD: (start(PORTAL, given, article), article, {}),
        report.CACHED: (start(PORTAL, cached, article), article, {}),
        report.CONSTANT: (start("setup.bench.constant:application", given, "/"), "/", {}),
        report.HELLO: (start("setup.bench.hello:application", given, "/"), "/", PACKED),
        report.SAME: (
            start("setup.bench.same:application", given | put_same(folder, front, article), "/"),
            "/",
            PACKED,
        ),
        report.FILE: (file, "/page.html", PACKED),
    }
    if (folder / f"var/pages/direct{article}index.html").exists():
        return found | {report.STORE: (store, article, PACKED)}
    print("The portal has put no page where nginx looks; that row is left out.", file=sys.stderr)
    return found


def put_same(folder: Path, front: Server, article: str) -> dict[str, str]:
    """Keep what a stored page sends; return where setup.bench.same finds it."""
    answer = front.ask(article, **{name.replace("-", "_"): value for name, value in PACKED.items()})
    # The server adds these itself.
    own = {"date", "server", "connection", "transfer-encoding"}
    headers = [pair for pair in answer.getheaders() if pair[0].lower() not in own]
    file = folder / "same.json"
    file.write_text(json.dumps({"headers": headers, "body": answer.content.hex()}))
    return {"SAME": str(file)}


def rounds(targets: dict[str, tuple[Server, str, dict]], chosen) -> dict[str, report.Runs]:
    runs = {name: report.Runs() for name in targets}
    for server, path, headers in targets.values():
        wrk.run(server.url + path, WARM_UP, chosen.connections, headers)
    with tqdm(total=chosen.rounds * len(targets), desc="Rounds", unit="") as bar:
        for _round in range(chosen.rounds):
            for name, (server, path, headers) in targets.items():
                before = machine.processor_seconds(server.pid)
                load = wrk.run(server.url + path, chosen.seconds, chosen.connections, headers)
                runs[name].add(load, machine.processor_seconds(server.pid) - before)
                bar.update()
    return runs


def sizes(wanted: list[int], given: dict[str, str], log: Path) -> list[str]:
    times = {}
    for size in wanted:
        archive.grow(size)
        with servers.granian(PORTAL, given, log, "/en/") as server:
            times[size] = archive.times(server, archive.pages())
    return report.archive(times)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
