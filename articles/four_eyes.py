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


def needs_second_person(live: Article, language: str, by: models.Model | None) -> bool:
    """Tell whether `by` cannot make the newest text of `language` public without somebody else.

    Whoever may publish alone needs a second person too, or a reason.
    """
    source = working_copies.editable_row(live) or live
    chosen = [language] if live.has_publication else [strands.SHARED, language]
    return bool(waiting_for_another(live, source, chosen, by))


def waiting_for_another(
    live: Article, source: Article, chosen: list[str], by: models.Model | None
) -> dict[str, models.Model | None]:
    """Return the strands that `by` must not publish alone, and who wrote last in each."""
    if by is None or not sections_of_four_eyes(live, source):
        return {}
    found = {}
    for strand, number in _goes_public(live, source, chosen).items():
        writing = _writing(live, source, strand, number)
        if by.pk in writing.everybody and not _is_approved(live, strand, number, writing.everybody):
            found[strand] = writing.last
    return found


def sections_of_four_eyes(live: Article, source: Article) -> list[Category]:
    """Return the sections with the rule: since it was published last, an article stood there."""
    ruled = Category.objects.filter(four_eyes=True)
    if not ruled.exists():
        return []
    filed = _filed(live)
    public = _last_public(live, strands.SHARED)
    numbers = {category for number, category in filed.items() if number >= public}
    numbers |= {row.category_id for row in (live, source)}
    return list(ruled.filter(categories__in=numbers).distinct())


def may_publish_alone(live: Article, source: Article, by: models.Model) -> bool:
    return all(
        section.four_eyes_exempt.filter(pk=by.pk).exists()
        for section in sections_of_four_eyes(live, source)
    )


def check_second_person(live, source, chosen: list[str], by, note: str) -> bool:
    """Raise SecondPersonNeeded; return whether `by` publishes alone as an exception."""
    waiting = waiting_for_another(live, source, chosen, by)
    if not waiting:
        return False
    may_alone = may_publish_alone(live, source, by)
    if may_alone and note.strip():
        return True
    raise SecondPersonNeeded(waiting, may_alone)


def _writing(live: Article, source: Article, strand: str, number: int) -> Writing:
    public = _public_number(live, source, strand)
    rows = Revision.objects.filter(
        article_id=live.pk, strand=strand, number__gt=public, number__lte=number
    )
    rows = rows.select_related("created_by").only("number", "created_by").order_by("number")
    people = [row.created_by for row in rows]
    return Writing(people[-1] if people else None, {each.pk for each in people if each})


def _goes_public(live: Article, source: Article, chosen: list[str]) -> dict[str, int]:
    """Return the versions that visitors would read under the rule from then on."""
    numbers = {strand: strands.version(source, strand) for strand in chosen}
    is_moved = live.category.section_id != source.category.section_id
    if strands.SHARED in chosen and is_moved and source.category.section.four_eyes:
        # Texts that are public move along.
        shown = [code for code in languages.codes() if live.published_at(code)]
        numbers = {code: strands.version(live, code) for code in shown} | numbers
    return numbers


def _public_number(live: Article, source: Article, strand: str) -> int:
    """Return the version of a strand up to which it has been seen: visitors got it last."""
    is_shown = strand == strands.SHARED or live.published_at(strand)
    if source.pk != live.pk and is_shown:
        public = strands.version(live, strand)
    else:
        public = _last_public(live, strand)
    return min(public, _seen_under_the_rule(live).get(strand, 0))


def _published(live: Article) -> models.QuerySet[Act]:
    acts = live.acts.filter(verb=Act.Verb.PUBLISH, undone_at=None)
    return acts.exclude(done_at=None).order_by("done_at", "pk")


def _last_public(live: Article, strand: str) -> int:
    last = _published(live).filter(strands__has_key=strand).last()
    return last.strands[strand] if last else 0


def _seen_under_the_rule(live: Article) -> dict[str, int]:
    """Return the versions of strands that were published in a section with the rule."""
    filed = _filed(live)
    ruled = set(
        Category.objects.filter(section__four_eyes=True, pk__in=filed.values()).values_list(
            "pk", flat=True
        )
    )
    shown, seen = {}, {}
    for act in _published(live):
        shown |= act.strands
        # A history that has lost the version says nothing else than where the article stands.
        category = filed.get(shown.get(strands.SHARED), live.category_id)
        if category in ruled or (category == live.category_id and live.category.section.four_eyes):
            # What was public already has been looked at when the article came in.
            seen |= shown if strands.SHARED in act.strands else act.strands
    return seen


def _filed(live: Article) -> dict[int, int]:
    """Return where each version of the shared facts files the article."""
    rows = Revision.objects.filter(article_id=live.pk, strand=strands.SHARED)
    return dict(rows.values_list("number", "content__fields__category"))


def _is_approved(live: Article, strand: str, number: int, writers: set[int]) -> bool:
    acts = live.acts.filter(verb__in=REVIEW, strands__has_key=strand).order_by("-pk")
    last = acts.first()
    return (
        last is not None
        and last.verb == Act.Verb.APPROVE
        and last.strands[strand] == number
        and last.by_id not in writers
    )


def have_written(live: Article, source: Article, strand: str) -> set[int]:
    """Return who has written in the draft of a strand since visitors last got it."""
    return _writing(live, source, strand, strands.version(source, strand)).everybody


def writer_of(live: Article, strand: str, number: int) -> models.Model | None:
    rows = Revision.objects.filter(article_id=live.pk, strand=strand, number=number)
    revision = rows.select_related("created_by").only("number", "created_by").first()
    return revision.created_by if revision else None
