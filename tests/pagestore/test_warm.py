import pytest

from articles.addresses import in_language
from pagestore.store import Store
from tests import factories
from tests.installation import Installation


@pytest.mark.once
def test_pages_are_stored_before_anybody_asks(installation: Installation, tmp_path):
    older = factories.live(title_en="Older", title_zh_hans="旧闻")
    newer = factories.live(
        title_en="Newer", title_zh_hans="新闻", at=factories.PAST.replace(year=2025)
    )
    installation.begin()
    folder = tmp_path / "pages"

    done = installation.run("warm", "--newest", "1", PAGE_STORE=str(folder))

    assert done.returncode == 0, done.stderr[-2000:]
    store = Store(folder)
    for code, prefix in [("en", "/en/"), ("zh-hans", "/zh/")]:
        for path in (prefix, f"{prefix}news/", f"{prefix}news/events/", in_language(newer, code)):
            assert store.get(path), path
        assert store.get(in_language(older, code)) is None
    assert f"{store.facts()['pages']} pages are stored." in done.stdout
    store.close()


@pytest.mark.once
def test_warming_says_that_there_is_no_store(installation: Installation):
    installation.begin()

    done = installation.run("warm", PAGE_STORE="")

    assert done.returncode == 1
    assert "PAGE_STORE" in done.stderr
