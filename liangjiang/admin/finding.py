"""Notices among what the desk's search finds."""

import languages
from desk.finding.others import source
from languages import column
from liangjiang.models import SiteNotice

NOTICES = source(
    "notices",
    SiteNotice.objects.all(),
    [column("text", code) for code in languages.codes()],
    lambda notice: notice.get_kind_display(),
)
