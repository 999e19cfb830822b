"""Receiving an upload: from a file that anybody may have made to a picture of the library.

What is kept is never what was sent: `masters` decodes it and encodes it anew
(docs/decisions/0017-uploads.md).
"""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from library import file_names, masters, polyglots, signatures
from library.making import make_first
from library.models import Picture
from library.storage.words import in_words

# A phone's picture of 108 million pixels has about 40 MB.
MOST_BYTES = 60 * 1024 * 1024


@in_words
def receive(upload: UploadedFile, by=None, candidate_for: Picture | None = None) -> Picture:
    """Return the picture made from an upload; the same content gives the same picture again.

    With `candidate_for`, a new picture is only a candidate for the place of that one's file.
    Raises ValidationError, in words for an editor, for anything that is no usable picture. What the
    person should know of one that was taken stands in the picture's `notes`.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 60 MB. Please make it smaller."))
    name = file_names.for_people(upload.name)
    picture = Picture(
        content_hash=digest_of(upload), file_name=name, created_by=by, candidate_for=candidate_for
    )
    known = _taken_up(picture)
    if known:
        return known
    master = master_of(upload)
    picture.notes = master.notes
    picture.file.save("master.jpg", ContentFile(master.content), save=False)
    make_first(picture)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:
        # Somebody else has just sent the same picture.
        return _the_other(picture)
    return picture


def master_of(upload: UploadedFile) -> masters.Master:
    """Return what is kept of an upload, or refuse it in words."""
    kind = signatures.kind_of(upload)
    polyglots.check(upload, kind)
    return masters.make(upload, kind)


def digest_of(upload: UploadedFile) -> str:
    """Return by what an upload is known again."""
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _taken_up(picture: Picture) -> Picture | None:
    """Return the picture that has the content; a mere candidate is from now on what this one is."""
    known = Picture.objects.filter(content_hash=picture.content_hash)
    names = ("file_name", "created_by", "created_at", "candidate_for")
    known.candidates().update(**{name: getattr(picture, name) for name in names})
    return known.first()


def _the_other(picture: Picture) -> Picture:
    found = _taken_up(picture) or Picture.objects.get(content_hash=picture.content_hash)
    if found.file.name != picture.file.name:
        picture.file.delete(save=False)
    return found
