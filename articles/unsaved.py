"""What somebody has typed into an article's form and not saved: kept for them alone, for a time.

Each opened form carries a signed pass that names its person and a key of its own. With it the
form's script keeps what is typed, and with it the server knows whose text a form holds that arrives
after its person was signed out. Nothing of this is ever a version, and nobody else sees it.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import models, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Typing

KEPT = timedelta(days=30)
# How long a form may stand open and still be taken from somebody who is no longer signed in: over
# a weekend, or over the week of a national holiday.
LONGEST_OPEN = timedelta(days=9)
# Bytes of one form's texts, and forms of one person.
MOST_BYTES, MOST_FORMS = 1024 * 1024, 100
LONGEST_NAME, MOST_NAMES = 100, 5000

PASS = "typing"  # noqa: S105  (the name of the field that carries it)
_SALT = "articles.unsaved"
_NUMBER, _ARTICLE = "_number", "_article"
# Neither database keeps these in a JSON text.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class TooMuch(ValueError):
    """More text than is kept for one form."""


@dataclass(frozen=True)
class Opened:
    """One form as it was opened by one person."""

    person: int
    kind: str
    # The live row, none while the article was never saved, and the row that the form shows.
    article: int | None = None
    row: int | None = None
    # The form whose text this one took over.
    before: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))
    at: float = field(default_factory=lambda: timezone.now().timestamp())

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @property
    def opened_at(self) -> datetime:
        return datetime.fromtimestamp(self.at, tz=timezone.get_default_timezone())


def opened(text: str) -> Opened | None:
    """Return what a pass says; None if it is not one of ours."""
    try:
        return Opened(**signing.loads(text or "", salt=_SALT))
    except (signing.BadSignature, TypeError):
        return None


def may_keep(form: Opened, sender) -> bool:
    """Tell whether a form may be kept that arrives from `sender`, who need not be signed in."""
    if sender.is_authenticated and sender.pk == form.person:
        return True
    is_recent = timezone.now() - form.opened_at < LONGEST_OPEN
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return is_recent and people.filter(pk=form.person).exists()


def typed_in(post: QueryDict) -> dict[str, list[str]]:
    """Return what was typed in a posted form, without what was pressed and who says so."""
    return {name: values for name, values in post.lists() if _is_typed(name)}


def _is_typed(name: str) -> bool:
    return not name.startswith("_") and name not in (PASS, "csrfmiddlewaretoken")


@transaction.atomic
def keep(form: Opened, changed: dict, number: int, *, whole: bool) -> Typing | None:
    """Keep what was typed: the `whole` form, or what has changed in it (None: no longer there).

    number: counts what a form sends; what arrives late does not undo what came after it. Returns
    None where only changes came and nothing is there to which they belong. Raises TooMuch.
    """
    row = Typing.objects.select_for_update().filter(key=form.key).first()
    if row is None and not whole:
        return None
    if row is None:
        # Two first savings may arrive at the same time.
        Typing.objects.get_or_create(
            key=form.key, defaults={"person_id": form.person, "kind": form.kind}
        )
        row = Typing.objects.select_for_update().get(key=form.key)
    if number <= int(row.data.get(_NUMBER, 0)):
        return row
    data = {} if whole else texts(row)
    data = {name: values for name, values in (data | _keepable(changed)).items() if values}
    if _weight(data) > MOST_BYTES or len(data) > MOST_NAMES:
        raise TooMuch
    row.data = {**data, _NUMBER: number, _ARTICLE: form.article}
    row.article_id = _still_there(form.article)
    row.typed_at = timezone.now()
    row.save()
    _forget_for(form)
    return row


def keep_whole(form: Opened, data: dict[str, list[str]]) -> Typing:
    """Keep a form that was sent and not saved; it is newer than all that its script has sent."""
    found = Typing.objects.filter(key=form.key).values_list("data", flat=True).first()
    return keep(form, data, (found or {}).get(_NUMBER, 0) + 1, whole=True)


def _keepable(changed: dict) -> dict[str, list[str]]:
    return {
        _UNKEEPABLE.sub("", name)[:LONGEST_NAME]: [
            _UNKEEPABLE.sub("", each) for each in values or ()
        ]
        for name, values in changed.items()
        if _is_typed(name)
    }


def _weight(data: dict[str, list[str]]) -> int:
    return sum(len(text.encode()) for name, values in data.items() for text in (name, *values))


def _still_there(article: int | None) -> int | None:
    found = article and Article.objects.filter(pk=article, live=None).exists()
    return article if found else None


def _forget_for(form: Opened) -> None:
    """Forget what this form has taken over, and the oldest of too many."""
    mine = Typing.objects.filter(person_id=form.person)
    oldest = mine.order_by("-typed_at", "-pk").values_list("pk", flat=True)[MOST_FORMS:]
    mine.filter(models.Q(pk__in=[*oldest]) | models.Q(key__in=_keys(form.before))).delete()


def is_orphan(row: Typing) -> bool:
    """Tell whether the article in whose form it was typed has been deleted since."""
    return row.article_id is None and bool(row.data.get(_ARTICLE))


def settle(form: Opened) -> None:
    """Forget what was typed in a form, and what it took over: it is saved."""
    Typing.objects.filter(person_id=form.person, key__in=_keys(form.key, form.before)).delete()


def _keys(*texts: str) -> list[UUID]:
    return [UUID(text) for text in texts if text]


def of_person(person) -> models.QuerySet[Typing]:
    """Return what somebody has typed and not saved, the latest first."""
    youngest = timezone.now() - KEPT
    return Typing.objects.filter(person=person, typed_at__gt=youngest).order_by("-typed_at", "-pk")


def find(person, key: str) -> Typing | None:
    """Return one's own text by its key; another person's is not there."""
    try:
        return of_person(person).filter(key=UUID(key)).first()
    except ValueError:
        return None


def texts(row: Typing) -> dict[str, list[str]]:
    """Return what was typed, without what is noted beside it."""
    return {name: values for name, values in row.data.items() if _is_typed(name)}


def posted(row: Typing) -> QueryDict:
    """Return what was typed as the form would have sent it."""
    data = QueryDict(mutable=True)
    for name, values in texts(row).items():
        data.setlist(name, values)
    return data


def address(row: Typing) -> str:
    """Return the page that shows what was typed."""
    return reverse("desk:unsaved", args=[row.key])


def form_address(row: Typing) -> str:
    """Return where the form is in which it was typed, or in which it would be added."""
    form = f"admin:{row.kind.replace('.', '_')}"
    if row.article_id is None:
        return reverse(f"{form}_add")
    return reverse(f"{form}_change", args=[row.article_id])


def let_go(article: Article) -> None:
    """Keep what people have typed about an article that is about to be deleted."""
    Typing.objects.filter(article_id=article.pk).update(article=None)


def forget_old() -> None:
    """Forget what was typed too long ago. A tidying job."""
    Typing.objects.filter(typed_at__lte=timezone.now() - KEPT).delete()
