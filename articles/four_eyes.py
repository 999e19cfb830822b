"""Whose second pair of eyes a text needs before it goes public.

In a section with `four_eyes` a strand may go public only if somebody else than the last writer of
its version has approved that version, or if who publishes has written nothing of it since its last
publication. Whoever stands in `four_eyes_exempt` may publish alone and says why.
"""

from dataclasses import dataclass

from django.db import models

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
    for strand in chosen:
        number = strands.version(source, strand)
        writing = _writing(live, source, strand, number)
        if by.pk in writing.everybody and not _is_approved(live, strand, number, writing.last):
            found[strand] = writing.last
    return found


def sections_of_four_eyes(live: Article, source: Article) -> list[Category]:
    """Return the sections with the rule, where an article stands and where it is going."""
    sections = {row.category.section_id: row.category.section for row in (live, source)}
    return [section for section in sections.values() if section.four_eyes]


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


def _public_number(live: Article, source: Article, strand: str) -> int:
    """Return the version of a strand that visitors got last; what is older has been seen."""
    is_shown = strand == strands.SHARED or live.published_at(strand)
    if source.pk != live.pk and is_shown:
        return strands.version(live, strand)
    acts = live.acts.filter(verb=Act.Verb.PUBLISH, undone_at=None).exclude(done_at=None)
    last = acts.filter(strands__has_key=strand).order_by("-pk").first()
    return last.strands[strand] if last else 0


def _is_approved(live: Article, strand: str, number: int, writer: models.Model | None) -> bool:
    acts = live.acts.filter(verb__in=REVIEW, strands__has_key=strand).order_by("-pk")
    last = acts.first()
    return (
        last is not None
        and last.verb == Act.Verb.APPROVE
        and last.strands[strand] == number
        and last.by_id != (writer and writer.pk)
    )


def writer_of(live: Article, strand: str, number: int) -> models.Model | None:
    rows = Revision.objects.filter(article_id=live.pk, strand=strand, number=number)
    revision = rows.select_related("created_by").only("number", "created_by").first()
    return revision.created_by if revision else None
