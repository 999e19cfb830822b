"""Submitting many articles for review at once."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import publishing, reviewing, rights, strands, working_copies
from articles.desk import bulk_forms
from articles.desk.bulk_acts import LanguageAct, LeftOut, has_changed, log
from articles.models import Act, Article


class Submit(LanguageAct):
    name, label = "bulk_submit", gettext_lazy("Submit for review…")
    button, done = (
        pgettext_lazy("many articles", "Submit for review"),
        pgettext_lazy("many articles", "Submitted for review"),
    )
    verb = rights.WRITE
    form_class = bulk_forms.SubmitForm
    does = gettext_lazy("will be submitted for review.")

    def why_not(self, live: Article, code: str) -> str:
        row = self.row_of(live)
        places = self.desk.places(row)
        if not all(rights.may(self.user, rights.WRITE, place, code) for place in places):
            return _("you may not write in it.")
        if code not in reviewing.drafts(live, working_copies.editable_row(live)):
            return _("there is no draft.")
        if missing := row.missing_for(code):
            return _("it lacks: %(fields)s.") % {"fields": _(", ").join(missing)}
        last = reviewing.last_review(live, row)
        if last and last.verb == Act.Verb.APPROVE and code in last.strands:
            return _("exactly this is approved already.")
        return ""

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        try:
            act = reviewing.submit(live, codes, self.user, data["note"], self._seen(live, codes))
        except reviewing.ChangedSince as error:
            raise LeftOut(has_changed(error)) from error
        except (reviewing.NothingToReview, publishing.Incomplete) as error:
            raise LeftOut(_("It has been changed in the meantime.")) from error
        log(self, live, act)

    def _seen(self, live: Article, codes: list[str]) -> dict[str, int]:
        shown = self.seen(live)
        return {name: shown.get(name, 0) for name in (*codes, strands.SHARED)}
