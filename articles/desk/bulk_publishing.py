"""What visitors get of many articles at once: published, scheduled, taken down."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import languages
from articles import publishing, reviewing, rights, states, strands, working_copies
from articles.desk import bulk_forms, withdrawal_form
from articles.desk.bulk_acts import LanguageAct, LeftOut, has_changed, log, named
from articles.desk.publishing_words import second_person_words
from articles.models import Article


class Publish(LanguageAct):
    name, label = "bulk_publish", gettext_lazy("Publish…")
    button, done = (
        pgettext_lazy("many articles", "Publish now"),
        pgettext_lazy("many articles", "Published"),
    )
    verb = rights.PUBLISH
    form_class = bulk_forms.PublishForm
    does = gettext_lazy("will be published.")

    def why_not(self, live: Article, code: str) -> str:
        row = self.row_of(live)
        if code not in self.desk.publishable(self.user, row):
            return _("you may not publish it.")
        if not languages.has_text(row, "title", code):
            return _("nothing is written.")
        if not self.has_something(live, code):
            return _("there is nothing newer than what was published.")
        if missing := row.missing_for(code):
            return _("it lacks: %(fields)s.") % {"fields": _(", ").join(missing)}
        if self._needs_another(live, row, code):
            return _("somebody else has to approve or publish what you have written.")
        return ""

    def has_something(self, live: Article, code: str) -> bool:
        return code in reviewing.drafts(live, working_copies.editable_row(live))

    def _needs_another(self, live: Article, row: Article, code: str) -> bool:
        # Whoever may publish alone gives the reason in the note.
        may_alone = reviewing.may_publish_alone(live, row, self.user)
        return not may_alone and reviewing.needs_second_person(live, code, self.user)

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        wish = {"note": data["note"], "at": data.get("at"), "seen": self.seen(live)}
        chosen = [*codes, *self._shared(live, codes)]
        try:
            act = publishing.publish(live, chosen, self.user, **wish)
        except publishing.Incomplete as error:
            raise LeftOut(
                " ".join(
                    named(code, _("it lacks: %(fields)s.") % {"fields": _(", ").join(labels)})
                    for code, labels in error.missing.items()
                )
            ) from error
        except publishing.ChangedSince as error:
            raise LeftOut(has_changed(error)) from error
        except publishing.EndsBeforeStart as error:
            raise LeftOut(_("It would end before it begins.")) from error
        except publishing.SecondPersonNeeded as error:
            raise LeftOut(second_person_words(error)) from error
        log(self, live, act)

    def _shared(self, live: Article, codes: Iterable[str]) -> list[str]:
        """Bring the shared facts along where they have changed and are this person's to publish."""
        row = self.row_of(live)
        if row.pk == live.pk or strands.SHARED not in working_copies.changed_strands(row, live):
            return []
        shown = {code for code in languages.codes() if live.published_at(code)}
        return [strands.SHARED] if shown <= {*self.desk.publishable(self.user, row)} else []


class Schedule(Publish):
    name, label = "bulk_schedule", gettext_lazy("Schedule…")
    button, done = (
        pgettext_lazy("many articles", "Schedule"),
        pgettext_lazy("many articles", "Scheduled"),
    )
    form_class = bulk_forms.ScheduleForm
    does = gettext_lazy("will be scheduled.")

    def has_something(self, live: Article, code: str) -> bool:
        # What is scheduled already gets another time.
        is_scheduled = states.of_row(live, code).public == states.SCHEDULED
        return is_scheduled or super().has_something(live, code)


class TakeDown(LanguageAct):
    name, label = "bulk_take_down", gettext_lazy("Take down…")
    button, done = (
        pgettext_lazy("many articles", "Take down now"),
        pgettext_lazy("many articles", "Taken down"),
    )
    verb = rights.PUBLISH
    form_class = bulk_forms.TakeDownForm
    does = gettext_lazy("will be taken down.")
    after = gettext_lazy("By mistake? Open the article: “Undo the withdrawal” brings it back.")

    def why_not(self, live: Article, code: str) -> str:
        if not live.published_at(code):
            return _("visitors do not read it.")
        if not rights.may(self.user, rights.PUBLISH, live.category, code):
            return _("you may not take it down.")
        return ""

    def carry_out(self, live: Article, codes: list[str], data: dict) -> None:
        wish = withdrawal_form.wish(data)
        if wish["target"] and wish["target"].pk == live.pk:
            raise LeftOut(_("visitors of the other articles are led to it."))
        log(self, live, publishing.withdraw(live, codes, self.user, data["reason"], **wish))
