"""What stands above the list of a kind: the views asked for most, and the filters, with counts."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

import languages
from articles.desk import counts, filters
from articles.models.language import Match
from languages import column


def parts(changelist, request: HttpRequest) -> dict[str, list]:
    """Return the views and the groups of filters of a list."""
    kind = changelist.model._meta.label_lower
    found = counts.of_facts(kind)
    specs = {spec.parameter_name: spec for spec in changelist.filter_specs}
    groups = [_language_group(changelist, specs, found[code], code) for code in found]
    groups += [
        {"tag": "", "title": specs[name].title, "filters": [_filter(changelist, specs[name])]}
        for name in ("category", "newer")
        if name in specs
    ]
    for group in groups:
        group["chosen"] = [part["chosen"] for part in group["filters"] if part["chosen"]]
    many = counts.of_views(kind, request.user)
    return {"views": _views(changelist, found, many), "groups": groups}


def _views(changelist, found: dict[str, dict[str, int]], many: dict[str, int]) -> list[dict]:
    needs = [
        (
            {column("match", code): Match.MISSING.value},
            _("Needs %(language)s") % {"language": languages.short_name(code)},
            numbers[Match.MISSING],
        )
        for code, numbers in found.items()
    ]
    mine, *others = [({"view": key}, word, many[key]) for key, word in filters.VIEWS]
    everything = sum(next(iter(found.values()))[key] for key in filters.FACTS["public"][1])
    chosen = {name: values[-1] for name, values in changelist.filter_params.items()}
    return [
        {
            "address": f"?{urlencode(query)}",
            "word": word,
            "many": number,
            "is_here": chosen == query and not changelist.query,
        }
        for query, word, number in [({}, _("All"), everything), mine, *needs, *others]
    ]


def _language_group(changelist, specs: dict, numbers: dict[str, int], code: str) -> dict:
    wanted = [specs[column(fact, code)] for fact in filters.FACTS]
    return {
        "tag": languages.html_lang(code),
        "title": languages.name(code),
        "filters": [_filter(changelist, spec, numbers) for spec in wanted],
    }


def _filter(changelist, spec, numbers: dict[str, int] | None = None) -> dict:
    first, *choices = spec.choices(changelist)
    keys = [str(key) for key, _word in spec.lookup_choices]
    offered = [
        choice | {"many": None if numbers is None else numbers[key]}
        for key, choice in zip(keys, choices, strict=True)
    ]
    chosen = next((choice["display"] for choice in offered if choice["selected"]), "")
    return {
        "title": spec.title,
        "all": first,
        # What nothing has is not offered, unless it was chosen.
        "choices": [each for each in offered if each["many"] != 0 or each["selected"]],
        "chosen": chosen,
    }
