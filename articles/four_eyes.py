"""Whose second pair of eyes a text needs before it goes public.

In a section with `four_eyes` a strand may go public only if somebody who has written nothing of it
since its last publication has approved exactly its version, or publishes it. A comma put in by a
colleague makes nobody a reader of their own text. Whoever stands in `four_eyes_exempt` may publish
alone and says why.

The rule is not left by filing elsewhere: the sections count in which the draft has stood since it
was last published, where the article stands, and where it goes. What was published only in
sections without the rule has not been seen.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import cached_property

import languages
from articles import strands, working_copies
from articles.models import Act, Article, Category, Revision

REVIEW = (Act.Verb.SUBMIT, Act.Verb.APPROVE, Act.Verb.SEND_BACK)


class SecondPersonNeeded(Exception):
    """In this section somebody else has to approve or publish what this person has written.

    `written` maps strands to who wrote last in them. `may_alone`: this person may publish
    alone, and has not said why.
    """

    def __init__(self, written: dict[str, models.Model | None], may_alone: bool) -> None:
        self.written, self.may_alone = written, may_alone
        super().__init__(", ".join(written))


@dataclass(frozen=True)
class Writing:
    """Who has written in a strand since visitors last got it."""

    last: models.Model | None
    everybody: set[int]


class Past:
    """A record as the rule looks at it: where it stood, what was published, what was said of it.

    source: the row that would go public. What is asked more than once is asked for together.
    """

    def __init__(self, live: Article, source: Article) -> None:
        self.live, self.source = live, source

    @cached_property
    def sections(self) -> list[Category]:
        """The sections with the rule: since it was published last, an article stood there."""
        if not self._ruled:
            return []
        public = self._last_public(strands.SHARED)
        numbers = {category for number, category in self._filed.items() if number >= public}
        numbers |= {row.category_id for row in (self.live, self.source)}
        found = (self._ruled[number] for number in numbers if number in self._ruled)
        return list({section.pk: section for section in found}.values())

    def may_publish_alone(self, by: models.Model) -> bool:
        return all(section.four_eyes_exempt.filter(pk=by.pk).exists() for section in self.sections)

    def needs_second_person(self, language: str, by: models.Model | None) -> bool:
        chosen = [language] if self.live.has_publication else [strands.SHARED, language]
        return bool(self.waiting_for_another(chosen, by))

    def waiting_for_another(
        self, chosen: list[str], by: models.Model | None
    ) -> dict[str, models.Model | None]:
        """Return the strands that `by` must not publish alone, and who wrote last in each."""
        if by is None or not self.sections:
            return {}
        found = {}
        for strand, number in self._goes_public(chosen).items():
            writing = self.writing(strand, number)
            is_own = by.pk in writing.everybody
            if is_own and not self._is_approved(strand, number, writing.everybody):
                found[strand] = writing.last
        return found

    def writing(self, strand: str, number: int) -> Writing:
        rows = Revision.objects.filter(
            article_id=self.live.pk,
            strand=strand,
            number__gt=self._public_number(strand),
            number__lte=number,
        )
        rows = rows.select_related("created_by").only("number", "created_by").order_by("number")
        people = [row.created_by for row in rows]
        return Writing(people[-1] if people else None, {each.pk for each in people if each})

    def _goes_public(self, chosen: list[str]) -> dict[str, int]:
        """Return the versions that visitors would read under the rule from then on."""
        live, source = self.live, self.source
        numbers = {strand: strands.version(source, strand) for strand in chosen}
        is_moved = live.category.section_id != source.category.section_id
        if strands.SHARED in chosen and is_moved and source.category.section.four_eyes:
            # Texts that are public move along.
            shown = [code for code in languages.codes() if live.published_at(code)]
            numbers = {code: strands.version(live, code) for code in shown} | numbers
        return numbers

    def _public_number(self, strand: str) -> int:
        """Return the version of a strand up to which it has been seen: visitors got it last."""
        is_shown = strand == strands.SHARED or self.live.published_at(strand)
        if self.source.pk != self.live.pk and is_shown:
            public = strands.version(self.live, strand)
        else:
            public = self._last_public(strand)
        return min(public, self._seen.get(strand, 0))

    def _last_public(self, strand: str) -> int:
        return next((named[strand] for named in reversed(self._published) if strand in named), 0)

    def _is_approved(self, strand: str, number: int, writers: set[int]) -> bool:
        last = next((act for act in self._reviews if strand in act.strands), None)
        return (
            last is not None
            and last.verb == Act.Verb.APPROVE
            and last.strands[strand] == number
            and last.by_id not in writers
        )

    @cached_property
    def _ruled(self) -> dict[int, Category]:
        """The section of each category in which the rule holds."""
        rows = Category.objects.filter(section__four_eyes=True).select_related("section")
        return {row.pk: row.section for row in rows}

    @cached_property
    def _filed(self) -> dict[int, int]:
        """Where each version of the shared facts files the article."""
        rows = Revision.objects.filter(article_id=self.live.pk, strand=strands.SHARED)
        return dict(rows.values_list("number", "content__fields__category"))

    @cached_property
    def _published(self) -> list[dict]:
        """The strands of every publication that holds, the newest last."""
        acts = self.live.acts.filter(verb=Act.Verb.PUBLISH, undone_at=None)
        acts = acts.exclude(done_at=None).order_by("done_at", "pk")
        return list(acts.values_list("strands", flat=True))

    @cached_property
    def _reviews(self) -> list[Act]:
        acts = self.live.acts.filter(verb__in=REVIEW).order_by("-pk")
        return list(acts.only("verb", "strands", "by"))

    @cached_property
    def _seen(self) -> dict[str, int]:
        """The versions of strands that were published in a section with the rule."""
        shown, seen = {}, {}
        for named in self._published:
            shown |= named
            # A history that has lost the version says nothing else than where the article stands.
            category = self._filed.get(shown.get(strands.SHARED), self.live.category_id)
            if category in self._ruled:
                # What was public already has been looked at when the article came in.
                seen |= shown if strands.SHARED in named else named
        return seen


def needs_second_person(live: Article, language: str, by: models.Model | None) -> bool:
    """Tell whether `by` cannot make the newest text of `language` public without somebody else.

    Whoever may publish alone needs a second person too, or a reason.
    """
    source = working_copies.editable_row(live) or live
    return Past(live, source).needs_second_person(language, by)


def may_publish_alone(live: Article, source: Article, by: models.Model) -> bool:
    return Past(live, source).may_publish_alone(by)


def check_second_person(live, source, chosen: list[str], by, note: str) -> bool:
    """Raise SecondPersonNeeded; return whether `by` publishes alone as an exception."""
    past = Past(live, source)
    waiting = past.waiting_for_another(chosen, by)
    if not waiting:
        return False
    may_alone = past.may_publish_alone(by)
    if may_alone and note.strip():
        return True
    raise SecondPersonNeeded(waiting, may_alone)


def have_written(live: Article, source: Article, strand: str) -> set[int]:
    """Return who has written in the draft of a strand since visitors last got it."""
    return Past(live, source).writing(strand, strands.version(source, strand)).everybody


def writer_of(live: Article, strand: str, number: int) -> models.Model | None:
    rows = Revision.objects.filter(article_id=live.pk, strand=strand, number=number)
    revision = rows.select_related("created_by").only("number", "created_by").first()
    return revision.created_by if revision else None
