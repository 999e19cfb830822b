"""What becomes of the store when a disk is full or a process is killed."""

import multiprocessing
import os
import random
import resource
import signal

import pytest

from tests.pagestore.portals import Site

pytestmark = pytest.mark.nodb

KILLS, WRITES = 8, 0.02
FORK = multiprocessing.get_context("fork")


def in_a_process(work, *given) -> bool:
    """Do something in a process of its own, whose limits and death concern nobody else."""
    process = FORK.Process(target=work, args=given)
    process.start()
    process.join(30)
    return process.exitcode == 0


def on_a_full_disk(folder) -> None:
    site = Site(folder)
    # Nothing may be written to any file from here on.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    assert site.get("/en/news/").text == "one /en/news/ "
    assert site.portal.renders == 0, "what is stored is served"
    site.get("/en/living/")
    assert site.get("/en/living/").status == 200
    assert site.portal.renders == 1, "what cannot be stored is remembered"
    site.portal.text = "two"
    site.store.carry_out([(7, site.time, ["a1.en"])])
    assert not site.store.unseen([(7, site.time)]), "nor carried out again and again"
    assert site.get("/en/news/").text == "two /en/news/ "
    assert site.get("/en/living/").text == "two /en/living/ "

    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    site.purge("a1.en")
    site.get("/en/news/")
    assert site.store.facts()["pages"] == 1, "with room again pages are stored again"


def test_with_a_full_disk_stored_pages_are_served_and_purged(site, tmp_path):
    site.get("/en/news/")

    assert in_a_process(on_a_full_disk, tmp_path)


def write_for_ever(folder) -> None:
    site = Site(folder, for_nginx=True)
    while True:
        number = random.randrange(100)  # noqa: S311
        site.portal.text = str(number) * 20_000
        site.get(f"/en/news/{number}/")
        if number % 7 == 0:
            site.purge("a1.en")


def test_process_that_is_killed_while_it_writes_leaves_only_whole_pages(site_in, tmp_path):
    for _time in range(KILLS):
        writer = FORK.Process(target=write_for_ever, args=[tmp_path])
        writer.start()
        writer.join(random.uniform(WRITES, 10 * WRITES))  # noqa: S311
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()

    site = site_in(tmp_path, for_nginx=True)
    for number in range(100):
        if found := site.store.get(f"/en/news/{number}/"):
            assert found[0].bodies[""].startswith(str(number).encode() * 20_000)
    known = set(site.store._index.held())
    assert {f"/en/news/{number}/" for number in range(100)} >= known
    site.purge("a1.en")
    assert not any(site.store.get(f"/en/news/{number}/") for number in range(100))
    assert not list(tmp_path.glob("direct/**/index.html"))
    assert not list(tmp_path.glob("coming-*"))
