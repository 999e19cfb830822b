"""All queues, by the word in the address of their page."""

from desk.queues import Queue, dates, work

QUEUES: dict[str, Queue] = {
    queue.key: queue
    for queue in (
        work.DRAFTS,
        work.SENT_BACK,
        work.MINE_IN_REVIEW,
        work.MINE_APPROVED,
        work.IN_REVIEW,
        work.APPROVED,
        *work.OUTDATED.values(),
        *work.MISSING.values(),
        dates.SCHEDULED,
        dates.LATER,
        dates.REFUSED,
        dates.EXPIRING,
        dates.MINE_TO_CHECK,
        dates.TO_CHECK,
    )
}
