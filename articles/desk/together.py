"""A body that two people have changed, put together by its paragraphs; the whole field is the
other choice (articles.desk.conflicts).

The proposal is made anew from what the form sends, so that nothing of it is kept: the version from
which both began comes along as a number. What comes of it stands in the form, to be saved.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

import languages
from articles import blocks, comparing, strands, threeway
from articles.desk import conflicts, parts
from articles.desk.merging import stored
from articles.models import Article, Revision
from articles.threeway import BOTH, MINE, THEIRS, Clash, Merged
from languages import column

TOGETHER = "together"
BASE, PART = "base_", "part_"
# More decisions than this are no help.
MOST_CLASHES = 20


@dataclass
class Proposal:
    """What the box of a conflict shows of both texts put together."""

    form: forms.ModelForm
    name: str
    base: int
    merged: Merged
    # Theirs and mine, as they are stored.
    texts: tuple[str, str]

    @property
    def base_name(self) -> str:
        return self.form.add_prefix(BASE + self.name)

    @property
    def choices(self) -> dict[str, str]:
        """Return what was decided, by the keys of clashes; other texts have other keys."""
        found = {
            clash.key: self.form.data.get(self._part(clash))
            for clash in threeway.clashes(self.merged)
        }
        return {key: side for key, side in found.items() if side in (MINE, THEIRS, BOTH)}

    @property
    def is_chosen(self) -> bool:
        decided = self.form.data.get(self.form.add_prefix(conflicts.PREFIX + self.name))
        return decided == TOGETHER or (not decided and bool(self.choices))

    @property
    def is_decided(self) -> bool:
        return len(self.choices) == len(threeway.clashes(self.merged))

    def text(self) -> str:
        return threeway.joined(self.merged, self.choices)

    @property
    def clashes(self) -> list[dict]:
        choices = self.choices
        return [
            {
                "name": self._part(clash),
                "place": f"id_{self._part(clash)}",
                "shown": self._shown(clash),
                "choice": choices.get(clash.key, ""),
                "is_missing": self.is_chosen and clash.key not in choices,
            }
            for clash in threeway.clashes(self.merged)
        ]

    @property
    def undecided(self) -> list[tuple[int, str]]:
        """Return number and place of the parts that keep what was chosen from being done."""
        return [
            (number, f"id_{self._part(clash)}")
            for number, clash in enumerate(threeway.clashes(self.merged), 1)
            if self.is_chosen and clash.key not in self.choices
        ]

    def _part(self, clash: Clash) -> str:
        return self.form.add_prefix(f"{PART}{self.name}_{clash.key}")

    def _shown(self, clash: Clash) -> list[parts.Shown]:
        model = type(self.form.instance)
        strand = strands.of_field(model, self.name)
        sides = [
            {"fields": {self.name: "".join(side)}, "rows": {}}
            for side in (clash.theirs, clash.mine)
        ]
        found = parts.shown(model, comparing.compare(*sides, strand), strand)
        before = [
            len(blocks.of("".join(threeway.parts(text)[:place])))
            for text, place in zip(self.texts, reversed(clash.places), strict=True)
        ]
        for part in found:
            _number_on(part.blocks, *before)
        return found


def _number_on(shown: list[dict], old: int, new: int) -> None:
    """Number paragraphs as they are numbered in the whole texts."""
    for block in shown:
        _number_on(block.get("blocks", []), old, new)
        for name, before in (("old_number", old), ("new_number", new)):
            if block.get(name):
                block[name] += before


def proposal(form: forms.ModelForm, article: Article, name: str, mine: Any) -> Proposal | None:
    """Return both texts of a field put together, where it is a body and that can be done safely."""
    if name not in {column("body", code) for code in languages.codes()}:
        return None
    strand = strands.of_field(type(article), name)
    given = form.data.get(form.add_prefix(BASE + name), "")
    base = int(given[:9]) if given.isdecimal() else form.opened_before[strand]
    rows = Revision.objects.filter(article_id=article.live_pk, strand=strand, number=base)
    revision = rows.first()
    if revision is None:
        return None
    field = article._meta.get_field(name)
    texts = tuple(stored(field, text) for text in (getattr(article, name), mine))
    merged = threeway.merge(revision.content["fields"].get(name) or "", texts[1], texts[0])
    if merged is None or len(threeway.clashes(merged)) > MOST_CLASHES:
        return None
    return Proposal(form, name, base, merged, texts)


class TogetherFields:
    """Mixed into the form of an article."""

    # The version of each strand with which the form came in, before conflicts were shown.
    opened_before: dict[str, int]

    def show_conflict(self, article: Article, name: str, mine: Any) -> str:
        found = proposal(self, article, name, mine)
        if found is None or not (found.is_chosen and found.is_decided):
            return super().show_conflict(article, name, mine, found)
        self._put_back({name: found.text()})
        words = _("Both texts are put together here. Look it over, then save again.")
        self.add_error(name, forms.ValidationError(words, TOGETHER))
        return strands.of_field(type(self.instance), name)
