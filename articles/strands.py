"""The three strands of an article: each language's text, and the facts both share.

Read this when you need the content of one strand as data (`snapshot`), to write it into a row
(`apply`), or to compare (`same`). Saving, publishing, scheduling and the history all stand on
these three.

The content of a strand is a dictionary that can be stored as JSON:

    {"fields": {"title_en": "…"}, "rows": {"pictures": [{"key": "…", "fields": {…}}]}}

In a language strand a row carries that language's texts; in the shared strand the list of rows
also says which rows there are and in which order.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from modeltranslation.translator import NotRegistered, translator

import languages
from languages import column

SHARED = "shared"

# Columns that belong to the record and not to its content.
_BOOKKEEPING = {
    "id",
    "key",
    "kind",
    "live",
    "position",
    "section",
    "sample_key",
    "owner",
    "review_by",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
}


def names() -> list[str]:
    """Return the names of all strands: a code per language, and `shared`."""
    return [*languages.codes(), SHARED]


def in_order(wanted: Iterable[str]) -> list[str]:
    """Return strands in the order in which they can be brought to a row.

    Raises UnknownLanguage for a wrong code.
    """
    wanted = {name if name == SHARED else languages.normalise(name) for name in wanted}
    # The shared facts come first: a language's texts need its rows to be there.
    return [name for name in (SHARED, *languages.codes()) if name in wanted]


def version_column(strand: str) -> str:
    """Return the column that counts the versions of a strand: `version_zh_hans`."""
    return "version_shared" if strand == SHARED else column("version", strand)


def version(row: models.Model, strand: str) -> int:
    return getattr(row, version_column(strand))


def text_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields that a model holds once per language."""
    try:
        return list(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def fields(model: type[models.Model], strand: str) -> list[models.Field]:
    """Return the columns of `model` that belong to `strand`."""
    texts = text_fields(model)
    if strand != SHARED:
        return [model._meta.get_field(column(name, strand)) for name in texts]
    ours = {column(name, code) for name in texts for code in languages.codes()} | set(texts)
    for code in languages.codes():
        ours |= {column("published_at", code), column("expires_at", code)}
    ours |= {version_column(name) for name in names()}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in ours | _BOOKKEEPING and not _leads_to_article(model, field)
    ]


def of_field(model: type[models.Model], name: str) -> str | None:
    """Return the strand that the column `name` belongs to, or None for the record's own."""
    for strand in names():
        if any(field.name == name for field in fields(model, strand)):
            return strand
    return None


def _leads_to_article(model: type[models.Model], field: models.Field) -> bool:
    is_parent_link = bool(field.remote_field and getattr(field.remote_field, "parent_link", False))
    return is_parent_link or field.name == getattr(model, "article_field", None)


def snapshot(row: models.Model, strand: str) -> dict[str, Any]:
    """Return the content of one strand of an article (of its child's class, rows included)."""
    return {
        "fields": values(row, strand),
        "rows": {
            relation: [
                {"key": str(item.key), "fields": values(item, strand)}
                for item in _ordered(row, relation, strand)
            ]
            for relation in row.row_relations
        },
    }


def values(row: models.Model, strand: str) -> dict[str, Any]:
    return {field.name: plain(field.value_from_object(row)) for field in fields(type(row), strand)}


def _ordered(row: models.Model, relation: str, strand: str) -> list[models.Model]:
    items = list(getattr(row, relation).all())
    if strand == SHARED:
        return sorted(items, key=lambda item: (item.position, item.pk))
    # The order is a shared fact: moving a row must not look like a change of its texts.
    return sorted(items, key=lambda item: str(item.key))


def plain(value: Any) -> Any:
    """Return a value of a column as it is stored in a content: the same value, the same text."""
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def normalise(value: Any) -> Any:
    """Return a value as it counts for "has this changed?": one form of letters and line ends."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    return value


def same(mine: dict[str, Any], other: dict[str, Any], strand: str) -> bool:
    """Tell whether `mine` says nothing else than `other`.

    Which rows there are, and their order, is a matter of the shared strand. In a language a row
    that is no longer in `mine` is no change of its text, nor is a new one without any.
    """
    if strand == SHARED:
        return list(_flat(mine)) == list(_flat(other))
    kept = {item["key"] for rows in mine["rows"].values() for item in rows}
    return _texts(mine, kept) == _texts(other, kept)


def _texts(content: dict[str, Any], kept: set[str]) -> list[tuple]:
    rows = {
        relation: [item for item in items if item["key"] in kept and _has_value(item)]
        for relation, items in content["rows"].items()
    }
    return list(_flat({"fields": content["fields"], "rows": rows}))


def _has_value(item: dict[str, Any]) -> bool:
    return any(normalise(value) != "" for value in item["fields"].values())


def _flat(content: dict[str, Any]) -> Iterator[tuple]:
    for name, value in sorted(content["fields"].items()):
        yield (name, normalise(value))
    for relation, rows in sorted(content["rows"].items()):
        for item in rows:
            yield (relation, item["key"], *(sorted(_normalised(item["fields"]))))


def _normalised(texts: dict[str, Any]) -> Iterator[tuple]:
    for name, value in texts.items():
        yield name, str(normalise(value))


def is_empty(content: dict[str, Any]) -> bool:
    """Tell whether a language strand holds no text at all."""
    rows = [item for items in content["rows"].values() for item in items]
    texts = [content["fields"], *(item["fields"] for item in rows)]
    return not any(normalise(value) for group in texts for value in group.values())


def apply(row: models.Model, strand: str, content: dict[str, Any]) -> None:
    """Write the content of one strand into `row` and save it.

    Rows are found by their key and changed in place, so their ids and the other language's texts
    stay. Only the shared strand adds, removes and orders rows. A picture that was deleted since the
    content was stored is left out, and with it a row that is nothing without it.
    """
    _assign(row, strand, content["fields"])
    row.save()
    for relation, items in content["rows"].items():
        if strand == SHARED:
            _apply_shared_rows(row, relation, items)
        else:
            _apply_texts(row, relation, strand, items)


def fill_rows(row: models.Model, strand: str, content: dict[str, Any]) -> None:
    """Write the texts of a language into the rows that have none in it yet."""
    for relation, items in content["rows"].items():
        rows = getattr(row, relation).all()
        empty = {str(item.key) for item in rows if not any(values(item, strand).values())}
        _apply_texts(row, relation, strand, [data for data in items if data["key"] in empty])


def _assign(row: models.Model, strand: str, data: dict[str, Any]) -> bool:
    """Write values into `row`; False if it now lacks something that is gone and that it needs."""
    is_whole = True
    # A field that has been added or dropped since the content was stored keeps the row's value.
    for field in fields(type(row), strand):
        if field.name not in data:
            continue
        value = field.to_python(data[field.name])
        if not _is_gone(row, field, value):
            setattr(row, field.attname, value)
        elif field.null:
            setattr(row, field.attname, None)
        else:
            is_whole = False
    return is_whole


def _is_gone(row: models.Model, field: models.Field, value: Any) -> bool:
    """Tell whether a content names a record, such as a picture, that was deleted since."""
    if not field.many_to_one or value is None or value == getattr(row, field.attname):
        return False
    return not field.related_model._base_manager.filter(pk=value).exists()


def _apply_texts(row: models.Model, relation: str, strand: str, items: list[dict]) -> None:
    existing = {str(item.key): item for item in getattr(row, relation).all()}
    for data in items:
        if item := existing.get(data["key"]):
            _assign(item, strand, data["fields"])
            item.save()


def _apply_shared_rows(row: models.Model, relation: str, items: list[dict]) -> None:
    manager = getattr(row, relation)
    manager.exclude(key__in=[data["key"] for data in items]).delete()
    existing = {str(item.key): item for item in manager.all()}
    for position, data in enumerate(items):
        item = existing.get(data["key"]) or manager.model(
            key=data["key"], **{manager.model.article_field: row}
        )
        if _assign(item, SHARED, data["fields"]):
            item.position = position
            item.save()
        elif item.pk:
            item.delete()
