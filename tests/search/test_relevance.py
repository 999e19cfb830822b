"""Visitors find what they mean, and both databases answer alike.

golden.json holds what each query found when it was last looked at: with REMAKE_GOLDEN=1 this test
writes it anew, for whoever has changed the analysis or the ranking to read the difference.
"""

import json
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

import languages
from articles.kinds import kinds
from articles.models import Category
from languages import column
from liangjiang.sample import loader
from liangjiang.sample.synonyms import load_synonyms
from search import entries, relevance

FOLDER = Path(__file__).with_name("relevance")
GOLDEN = FOLDER / "golden.json"
TODAY = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = 3


@pytest.fixture
def sample(db, time_machine):
    """The texts of the sample articles, without their pictures, in the index."""
    time_machine.move_to(TODAY, tick=False)
    filed_under = {category.key: category for category in Category.objects.all()}
    for path in loader.files():
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        model = kinds()[data["kind"]]
        article = model(
            sample_key=path.stem, slug=path.stem, category=filed_under[data["category"]]
        )
        names = {field.name for field in model._meta.get_fields()}
        for code in languages.codes():
            texts = data.get(code, {})
            given = {column(name, code): text for name, text in texts.items()}
            given[column("published_at", code)] = texts.get("published")
            given[column("expires_at", code)] = texts.get("expires")
            for name in given.keys() & names:
                setattr(article, name, given[name])
        article.save()
        entries.keep_article(article)
    load_synonyms()


def summed_up(answer: relevance.Answer) -> dict:
    return {"first": answer.keys[:FIRST], "also": sorted(answer.keys[FIRST:])}


def _said(value: str | dict) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_visitors_find_what_they_mean_and_the_same_on_every_database(sample):
    answers = [relevance.answer(asked) for asked in relevance.read(FOLDER / "queries.csv")]
    found = {str(answer.asked): summed_up(answer) for answer in answers}
    if "REMAKE_GOLDEN" in os.environ:
        rows = [f"{_said(key)}: {_said(row)}" for key, row in found.items()]
        GOLDEN.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {asked for asked in found if found[asked] != golden[asked]} == set()
    assert relevance.figures(answers).mean_reciprocal >= 0.9
    for code in languages.codes():
        assert sum(answer.asked.language == code for answer in answers) >= 60


def test_relevance_is_measured_by_a_command(sample, tmp_path, capsys):
    asked = tmp_path / "queries.csv"
    asked.write_text(
        "language,kind,query,expected\n"
        "en,word,accessibility,accessibility-statement\n"
        "zh-hans,two,康宁,privacy-policy\n"
    )
    call_command("search_relevance", queries=asked, least=0.5)
    printed = capsys.readouterr().out
    assert "zh-hans two                  1    0.00     0.00   0.000" in printed
    assert "zh-hans 康宁 [two]: not found; cover-glass-from-liangjiang" in printed
