import pytest

pytestmark = pytest.mark.nodb


def pages(folder) -> list:
    return [file for file in folder.glob("pages/*/*") if file.is_file()]


def test_damaged_page_is_rendered_anew(site, tmp_path, site_in):
    site.get()
    (file,) = pages(tmp_path)
    file.write_bytes(file.read_bytes()[:-3])

    assert site_in(tmp_path).get().text == "one /en/news/ "


def test_damaged_index_costs_the_pages_and_nothing_else(site, tmp_path, site_in):
    site.get()
    for file in tmp_path.glob("index.sqlite3*"):
        file.write_bytes(b"no database" * 1000)

    other = site_in(tmp_path)
    other.portal.text = "two"

    assert other.get().text == "two /en/news/ "
    assert other.store.facts()["pages"] == 1


def test_page_of_another_edition_is_not_shown(site, tmp_path, site_in):
    site.get()
    newer = site_in(tmp_path, edition=2)
    newer.portal.text = "two"
    assert newer.get().text == "two /en/news/ "

    site.get("/en/living/")
    assert newer.get("/en/living/").text == "two /en/living/ "


def test_store_does_not_outgrow_its_room(tmp_path, site_in):
    site = site_in(tmp_path, most_bytes=20_000)
    for number in range(100):
        site.get(f"/en/news/{number}/")

    kept = sum(file.stat().st_size for file in pages(tmp_path))
    assert kept == site.store.facts()["bytes"] <= 20_000
    renders = site.portal.renders
    site.get("/en/news/99/")
    assert site.portal.renders == renders


def test_file_that_the_index_does_not_know_is_not_shown_after_the_machine_has_stopped(
    site, tmp_path, site_in
):
    site.get()
    site.store._index.drop(["/en/news/"])
    site.store._index.set_fact("boot", "before")

    other = site_in(tmp_path)
    other.portal.text = "two"
    assert other.get().text == "two /en/news/ "


def test_nginx_finds_the_pages_without_an_end(tmp_path, site_in):
    site = site_in(tmp_path, for_nginx=True)
    site.get("/en/news/")
    place = tmp_path / "direct/en/news"

    assert (place / "index.html").read_bytes() == b"one /en/news/ "
    assert {file.name for file in place.iterdir()} == {
        "index.html",
        "index.html.br",
        "index.html.gz",
    }
    site.purge("a1.en")
    assert not list(place.iterdir())


def test_versions_of_a_page_differ_for_nginx_in_the_same_second_too(tmp_path, site_in):
    site = site_in(tmp_path, for_nginx=True)
    times = []
    for text in ("one", "two", "one"):
        site.portal.text = text
        site.get()
        found = (tmp_path / "direct/en/news").iterdir()
        times.append({int(file.stat().st_mtime) for file in found})
        site.purge("a1.en")

    assert [len(each) for each in times] == [1, 1, 1]
    assert times[0] == times[2] != times[1]


def test_nginx_finds_nothing_that_nobody_would_take_away(tmp_path, site_in):
    place = tmp_path / "direct/en/news/index.html"
    site_in(tmp_path, for_nginx=True).get()
    site_in(tmp_path)
    assert not place.exists()

    # Stored pages come back as they are read.
    again = site_in(tmp_path, for_nginx=True)
    again.get()
    assert place.read_bytes() == b"one /en/news/ "

    place.write_bytes(b"")
    again.store._index.set_fact("boot", "before the machine stopped")
    site_in(tmp_path, for_nginx=True).get()
    assert place.read_bytes() == b"one /en/news/ "


@pytest.mark.parametrize(
    "path", ["/en/../news/", "/en//news/", "/en/news/feed.atom", "/en/news/.x/", "/zh/新闻/"]
)
def test_nginx_finds_only_plain_addresses(tmp_path, path, site_in):
    site = site_in(tmp_path / "store", for_nginx=True)
    site.get(path)
    site.get("/en/news/", query="page=2")

    assert not (tmp_path / "store/direct").exists()


def test_file_that_cannot_be_taken_away_keeps_no_other_page_up(site, tmp_path):
    site.get("/en/news/")
    site.get("/en/living/")
    # Nobody can unlink a folder, not even root.
    held = site.store._file("/en/news/")
    held.unlink()
    held.mkdir()
    site.portal.text = "two"

    site.purge("a1.en")

    assert site.get("/en/news/").text == "two /en/news/ "
    assert site.get("/en/living/").text == "two /en/living/ "


def test_order_is_carried_out_once(site):
    order = (7, site.time, ["a1.en"])
    assert site.store.unseen([order[:2]]) == [7]

    site.store.carry_out([order])

    assert site.store.unseen([order[:2]]) == []
