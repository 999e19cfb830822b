"""Where many articles are filed and who is responsible for them."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import languages
from articles import rights, working_copies
from articles.desk import bulk_forms
from articles.desk.bulk_acts import BulkAct, LeftOut
from articles.models import Article


class File(BulkAct):
    name, label = "bulk_file", gettext_lazy("Set category…")
    button, done = (
        pgettext_lazy("many articles", "Set category"),
        pgettext_lazy("many articles", "Category set"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.CategoryForm

    def may_write(self, live: Article) -> bool:
        """Tell whether somebody may write in every language: all of them are filed together."""
        row = self.row_of(live)
        written = [
            code
            for code in languages.codes()
            if any(languages.has_text(each, "title", code) for each in (live, row))
        ]
        return super().may_write(live) and all(
            rights.may(self.user, rights.WRITE, place, code)
            for place in self.desk.places(row)
            for code in written
        )

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        if not self.may_write(live):
            return [(False, _("You may not write in all its languages."))]
        words = _("Filed under %(category)s now.") % {"category": self.row_of(live).category}
        if live.has_publication:
            words += " " + _("Visitors find it there until the draft is published.")
        return [(True, words)]

    @transaction.atomic
    def do(self, live: Article, data: dict) -> list[str]:
        if not self.may_write(live):
            raise LeftOut(_("You may not write in all its languages."))
        if self.row_of(live).category == data["category"]:
            raise LeftOut(_("It is filed there already."))
        row = working_copies.edit(live, self.user)
        row.category, row.updated_by, row.updated_at = data["category"], self.user, timezone.now()
        row.save()
        working_copies.record(row, self.user, data["note"])
        words = _("Category: %(category)s.") % {"category": data["category"]}
        self.desk.log_change(self.request, live, f"{words} {data['note']}".strip())
        return []


class Care(BulkAct):
    name, label = "bulk_care", gettext_lazy("Set who is responsible…")
    button, done = (
        pgettext_lazy("many articles", "Set who is responsible"),
        pgettext_lazy("many articles", "Responsible person or date set"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.CareForm

    def plan(self, live: Article) -> list[tuple[bool, str]]:
        if not self.may_write(live):
            return [(False, _("You may not write in it."))]
        words = _("Responsible now: %(person)s. Check again by: %(day)s.")
        return [(True, words % {"person": live.owner or "–", "day": live.review_by or "–"})]

    def do(self, live: Article, data: dict) -> list[str]:
        if not self.may_write(live):
            raise LeftOut(_("You may not write in it."))
        given = {name: data[name] for name in ("owner", "review_by") if data[name]}
        Article.objects.filter(Q(pk=live.pk) | Q(live=live.pk)).update(**given)
        words = _("Responsible: %(person)s. Check again by: %(day)s.")
        told = {"person": data["owner"] or live.owner or "–"}
        told |= {"day": data["review_by"] or live.review_by or "–"}
        self.desk.log_change(self.request, live, words % told)
        return []
