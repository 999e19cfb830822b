"""All queues, by the word in the address of their page."""

from desk.queues import Queue, dates, work

QUEUES: dict[str, Queue] = {
    queue.key: queue
    for queue in (
        work.DRAFTS,
        work.SENT_BACK,
        work.IN_REVIEW,
        *work.OUTDATED.values(),
        *work.MISSING.values(),
        dates.SCHEDULED,
        dates.REFUSED,
        dates.EXPIRING,
        dates.MINE_TO_CHECK,
        dates.TO_CHECK,
    )
}
