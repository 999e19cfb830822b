"""In what a text that was typed and not saved differs from what is stored."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from articles import strands
from articles.desk import merging
from articles.models import Article


def differences(data: dict[str, list[str]], row: Article) -> list[str]:
    """Return the names of the fields that were typed over, for a person to read.

    data: what the form held. row: what is stored now, or an empty article if it was never saved.
    """
    first = {name: values[0] for name, values in data.items() if values}
    opened = merging.opened_contents(row, merging.opened_versions(first)) if row.pk else {}
    fields = {strand: content["fields"] for strand, content in opened.items()}
    names = [capfirst(words) for words in _changed(row, first, fields)]
    for relation in row.row_relations:
        if _has_changed_rows(row, relation, first, opened):
            manager = getattr(type(row), relation).rel.related_model
            names.append(capfirst(str(manager._meta.verbose_name_plural)))
    return names


def _changed(row: models.Model, typed: dict, opened: dict[str, dict]) -> Iterator[str]:
    columns = {name: row._meta.get_field(name) for name in _columns(type(row))}
    found = {name: _read(columns[name], typed.get(name)) for name in columns if name in typed}
    if row.pk and any(name.startswith(merging.PREFIX) for name in typed):
        # A box that is not ticked is not sent.
        boxes = {name for name in columns if isinstance(columns[name], models.BooleanField)}
        found |= {name: name in typed for name in boxes}
    # Of an article that was never saved, whatever stands there was typed.
    _conflicts, untouched = merging.merge(row, {**found}, opened) if row.pk else ([], [])
    for name, value in found.items():
        if name not in untouched and (row.pk or _says_something(columns[name], value)):
            yield str(columns[name].verbose_name)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.name for strand in strands.names() for field in strands.fields(model, strand)]


def _says_something(column: models.Field, value: Any) -> bool:
    return bool(value) and value != column.get_default()


def _read(column: models.Field, text: str) -> Any:
    if column.many_to_one and not text:
        return None
    try:
        return column.to_python(text)
    except ValidationError:
        return text


def _has_changed_rows(row: Article, relation: str, typed: dict, opened: dict) -> bool:
    stored = {str(item.key): item for item in getattr(row, relation).all()} if row.pk else {}
    for fields in _rows(relation, typed).values():
        item = stored.get(fields.get("key", ""))
        if item is None and not any(fields.get(name) for name in ("picture", *_texts(fields))):
            continue
        if item is None or "DELETE" in fields:
            return True
        texts = {name: value for name, value in fields.items() if name in _texts(fields)}
        if any(_changed(item, texts, _opened_row(opened, relation, str(item.key)))):
            return True
    return False


def _rows(relation: str, typed: dict) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, value in typed.items():
        if match := re.fullmatch(rf"{relation}-(\d+)-(.+)", name):
            found.setdefault(match[1], {})[match[2]] = value
    return found


def _texts(fields: dict[str, str]) -> list[str]:
    return [name for name in fields if name not in ("id", "key", "position", "picture", "DELETE")]


def _opened_row(opened: dict, relation: str, key: str) -> dict[str, dict]:
    found = {}
    for strand, content in opened.items():
        rows = {item["key"]: item["fields"] for item in content["rows"].get(relation, [])}
        if content["fields"] is merging.NOTHING:
            found[strand] = merging.NOTHING
        elif key in rows:
            found[strand] = rows[key]
    return found
