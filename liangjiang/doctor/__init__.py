"""What is wrong with this installation: `manage.py doctor`.

A check is a function that yields findings; it is added by adding it to a list.
"""

from collections.abc import Callable, Iterator

from liangjiang.doctor import bucket, content, database, enquiries, files, mail, settings, work
from liangjiang.doctor.findings import Finding, error

Check = Callable[[], Iterator[Finding]]

CHECKS: list[Check] = [
    settings.secrets,
    settings.addresses,
    settings.clock,
    settings.system_checks,
    files.static_files,
    files.translations,
    files.uploads,
    bucket.access,
    files.disk,
    files.pages,
]
# Made only where the database answers and has its tables.
DATABASE_CHECKS: list[Check] = [
    database.sqlite,
    database.postgresql,
    database.clock,
    work.worker,
    work.letters,
    work.purges,
    work.orders,
    work.pictures,
    work.share_cards,
    work.tidying,
    content.roles,
    content.categories,
    content.people,
    content.search,
    content.numbers,
    enquiries.desk,
    enquiries.calendar,
    files.newest_pictures,
    files.newest_share_cards,
]


def examine(all_files: bool = False, mail_server: bool = False) -> Iterator[Finding]:
    """Make every check, whatever the others find."""
    for check in CHECKS:
        yield from _made(check)
    unfit = [*_made(database.answers)] or [*_made(database.tables)]
    yield from unfit
    if not unfit:
        for check in DATABASE_CHECKS:
            yield from _made(check)
        if all_files:
            yield from _made(files.all_pictures)
    if mail_server:
        yield from _made(mail.server)


def _made(check: Check) -> list[Finding]:
    try:
        return [*check()]
    except Exception as failure:
        name = f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
        return [error(f"The check {name} could not be made: {type(failure).__name__}: {failure}.")]
