"""What both commands do alike: examples in the help, and an end in words whatever happens."""

import signal
import sqlite3
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import Error

from liangjiang.backup import HalfDone, Refused


class _WithExamples(DjangoHelpFormatter):
    """Leaves the lines of the examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return RawDescriptionHelpFormatter._fill_text(self, text, width, indent)
        return super()._fill_text(text, width, indent)


class FileCommand(BaseCommand):
    examples = ""

    def create_parser(self, *args, **options):
        options |= {"epilog": self.examples, "formatter_class": _WithExamples}
        return super().create_parser(*args, **options)


@contextmanager
def ending_in_words(afterwards: str) -> Iterator[None]:
    """Turn what may go wrong into an error of the command; `afterwards` says what is left."""
    # Like Ctrl-C: what lies about half done is cleared away.
    earlier = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    except HalfDone as half:
        raise CommandError(str(half)) from half
    except Refused as refused:
        raise CommandError(f"{refused} {afterwards}") from refused
    except (Error, sqlite3.Error) as error:
        raise CommandError(f"The database cannot be used: {error}. {afterwards}") from error
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise CommandError(f"{error.strerror or error}{place}. {afterwards}") from error
    except KeyboardInterrupt:
        raise CommandError(f"Stopped. {afterwards}", returncode=128 + signal.SIGINT) from None
    finally:
        signal.signal(signal.SIGTERM, earlier)
