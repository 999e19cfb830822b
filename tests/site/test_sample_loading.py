"""`manage.py load_sample`: every article of the sample content comes into its state."""

import pytest
from django.core.management import call_command

from articles.models import Article, Category
from languages import codes
from liangjiang.sample import library, loader
from search.models import Synonym
from tests import factories


@pytest.fixture
def _small_pictures(tmp_path, monkeypatch):
    """Let the pictures of the sample be small ones: theirs take half a minute to encode."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "library.toml").symlink_to(library.FOLDER / "library.toml")
    for number, path in enumerate((library.FOLDER / "pictures").glob("*.jpg")):
        small = factories.jpeg(f"hsl({number * 7}, 50%, 50%)", (200, 200))
        (tmp_path / "pictures" / path.name).write_bytes(small)
    monkeypatch.setattr(library, "FOLDER", tmp_path)


def test_sample_is_loaded_once_and_most_of_it_is_public(db, _small_pictures, capsys):
    Category.objects.update(four_eyes=False)
    call_command("load_sample")
    count = len(loader.files())
    assert f"{count} sample articles made, 0 were there already." in capsys.readouterr().out
    synonyms = Synonym.objects.count()
    assert synonyms > 10
    own = Category.objects.get(key="news")
    assert own.description_en and own.description_zh_hans
    with_four_eyes = Category.objects.filter(four_eyes=True)
    assert [category.key for category in with_four_eyes] == ["investing"]
    # What an operator decides afterwards stays.
    with_four_eyes.update(four_eyes=False)
    Category.objects.filter(key="news").update(description_en="Ours", description_zh_hans="")
    call_command("load_sample")
    assert not with_four_eyes.exists()
    assert Synonym.objects.count() == synonyms
    own.refresh_from_db()
    assert (own.description_en, own.description_zh_hans) == ("Ours", "每条消息都注明日期与来源。")
    assert f"0 sample articles made, {count} were there already." in capsys.readouterr().out
    for code in codes():
        assert Article.objects.public(code).count() > count / 2
