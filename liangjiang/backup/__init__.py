"""One file with everything an installation holds: `manage.py backup` and `manage.py restore`."""

from django.contrib.sessions.models import Session

# Their rows stay out of a backup: whoever read one could be signed in with it.
LEFT_OUT = [Session._meta.db_table]


class Refused(Exception):
    """It cannot be done; the words say why and what to do."""


class HalfDone(Refused):
    """It could not be done and not be undone either; the words say what is left."""
