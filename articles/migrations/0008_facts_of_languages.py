"""A row for each language of every article there is: its hashes, its work, its match."""

from collections import defaultdict

from django.db import migrations, models

import languages
from articles import first_facts, wording
from languages import column

BATCH = 500
TEXTS = ("title", "summary", "body")
# What a kind adds: (app, model, its texts).
OF_KINDS = [("living", "Info", ("address", "opening_hours"))]
COLUMNS = [
    "hashes",
    "work",
    "work_number",
    "work_at",
    "match",
    "basis_number",
    "basis_hashes",
    "basis_own_number",
    "basis_at",
    "before_draft",
]


def fill(apps, schema_editor) -> None:
    rows = apps.get_model("articles", "Article").objects.filter(live=None)
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        _fill_batch(apps, batch)
        last = batch[-1].pk


def _fill_batch(apps, batch: list) -> None:
    models_of = apps.get_model("articles", "Article"), apps.get_model("articles", "ArticleLanguage")
    keys = [row.pk for row in batch]
    copies = {row.live_id: row for row in models_of[0].objects.filter(live_id__in=keys)}
    editable = {row.pk: copies.get(row.pk, row) for row in batch}
    texts = _texts(apps, {row.pk: row for row in editable.values()})
    known = defaultdict(dict)
    for kept in models_of[1].objects.filter(article_id__in=keys):
        known[kept.article_id][kept.language] = kept
    new, old = [], []
    for live in batch:
        found = _columns(live, editable[live.pk], texts, known[live.pk])
        for code, values in found.items():
            kept = known[live.pk].get(code)
            (old if kept else new).append(
                kept := kept or models_of[1](article_id=live.pk, language=code)
            )
            for name, value in values.items():
                setattr(kept, name, value)
    models_of[1].objects.bulk_create(new)
    models_of[1].objects.bulk_update(old, COLUMNS, batch_size=100)


def _texts(apps, rows: dict) -> dict:
    """Return {(id of a row, language): content}, as `strands.snapshot` makes it."""
    found = {
        (pk, code): {
            "fields": {column(name, code): getattr(row, column(name, code)) for name in TEXTS},
            "rows": {"pictures": []},
        }
        for pk, row in rows.items()
        for code in languages.codes()
    }
    for app, model, names in OF_KINDS:
        for row in apps.get_model(app, model).objects.filter(pk__in=list(rows)):
            for code in languages.codes():
                fields = {column(name, code): getattr(row, column(name, code)) for name in names}
                found[row.pk, code]["fields"] |= fields
    for item in apps.get_model("news", "StoryPicture").objects.filter(story_id__in=list(rows)):
        for code in languages.codes():
            fields = {column("caption", code): getattr(item, column("caption", code))}
            entry = {"key": str(item.key), "fields": fields}
            found[item.story_id, code]["rows"]["pictures"].append(entry)
    return found


def _columns(live, row, texts: dict, known: dict) -> dict:
    codes = languages.codes()
    hashes = {code: wording.hashes(texts[row.pk, code], code) for code in codes}
    versions = {code: getattr(row, column("version", code)) for code in codes}
    found = first_facts.of_texts(hashes, versions, row.updated_at)
    for code, values in found.items():
        withdrawn = code in known and known[code].withdrawn_at
        was_out = getattr(live, column("published_at", code)) or withdrawn
        is_newer = versions[code] != getattr(live, column("version", code))
        if wording.is_written(hashes[code]) and (is_newer or not was_out):
            values |= {"work": "draft", "work_number": versions[code], "work_at": row.updated_at}
        values["before_draft"] = {
            name: value.isoformat() if name == "basis_at" else value
            for name, value in values.items()
            if name == "match" or name.startswith("basis_")
        }
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_desk_facts"),
        ("living", "0001_initial"),
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlelanguage",
            name="before_draft",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
