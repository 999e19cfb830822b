"""What somebody at the desk reads when pictures cannot be stored."""

import logging
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from library.storage import Unavailable

logger = logging.getLogger(__name__)


def in_words(act: Callable) -> Callable:
    """Turn a bucket that does not answer into a ValidationError in words for an editor."""

    @wraps(act)
    def guarded(*args, **options):
        try:
            return act(*args, **options)
        except Unavailable as failure:
            logger.error("picture cannot be stored: %s", failure)
            raise ValidationError(
                _(
                    "The place where pictures are kept does not answer just now, so this one was "
                    "not stored. Please choose it again in a few minutes, or save without it."
                )
            ) from failure

    return guarded
