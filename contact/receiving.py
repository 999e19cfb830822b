"""Taking an enquiry in: saved first, acknowledged afterwards."""

import hashlib
import json
import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import ArticleLanguage
from contact import acknowledgement, floods, promise
from contact.models import Enquiry

logger = logging.getLogger(__name__)

AGAIN = timedelta(hours=1)


def receive(texts: dict, *, one_time_id: str, language: str, address: str) -> Enquiry:
    """Store an enquiry and order its acknowledgement; return it.

    The same texts sent again are the same enquiry: with the same form always (a reload, a second
    click), and with another one for an hour (the way back, and Send once more).
    Raises floods.TooMany, and DatabaseError when nothing could be stored.
    """
    sending = _sending(one_time_id, texts)
    given = {name: value for name, value in texts.items() if name != "consent"}
    is_again = Q(created_at__gt=timezone.now() - AGAIN, **given)
    if known := Enquiry.objects.filter(Q(sending=sending) | is_again).first():
        return known
    try:
        with transaction.atomic():
            floods.count(address)
            enquiry = _store(given, sending, language)
    except IntegrityError:
        # The second click of two came in between; any other cause is raised here again.
        return Enquiry.objects.get(sending=sending)
    logger.info("enquiry received", extra={"enquiry": enquiry.reference})
    return enquiry


def _store(given: dict, sending: str, language: str) -> Enquiry:
    now = timezone.now()
    enquiry = Enquiry.objects.create(
        **given,
        sending=sending,
        language=language,
        created_at=now,
        due_on=promise.due_on(now),
        consented_at=now,
        policy_of=_policy_of(language),
    )
    try:
        # A savepoint: a letter that cannot be stored must not take the enquiry with it.
        with transaction.atomic():
            acknowledgement.order(enquiry)
    except Exception:
        logger.exception("enquiry not acknowledged", extra={"enquiry": enquiry.reference})
    return enquiry


def _sending(one_time_id: str, texts: dict) -> str:
    # Somebody who goes back and changes the text sends something new with the old form.
    content = json.dumps([one_time_id, texts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _policy_of(language: str):
    rows = ArticleLanguage.objects.filter(
        language=language, article__category__key="site.privacy", article__live=None
    )
    newest = rows.exclude(last_updated_at=None).order_by("-last_updated_at").first()
    return newest and newest.last_updated_at
