"""The page where a reply is written: from a template, with a preview, sent through the outbox."""

import logging

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

import languages
from articles.views import can_be_id
from contact import handling, placeholders, replies
from contact.desk.forms import ReplyForm
from contact.desk.outcomes import with_outcomes
from contact.models import Enquiry, ReplyTemplate
from languages import column

logger = logging.getLogger(__name__)


class ReplyPage:
    """Mixed into EnquiryAdmin. Whatever happens, what was typed is shown again."""

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = self.record(request, pk)
        if enquiry.is_erased and request.method != "POST":
            messages.warning(request, _("The personal details are erased; nobody can be answered."))
            return self._back(enquiry)
        if request.method != "POST":
            return self._reply_page(request, enquiry, self._new_form(request, enquiry))
        if not {"_send", "_preview"} & {*request.POST}:
            # Only the enquiry is to be shown: the reply may be half done.
            form = ReplyForm(enquiry=enquiry, initial=request.POST.dict())
            return self._reply_page(request, enquiry, form)
        form = ReplyForm(request.POST, enquiry=enquiry)
        if not form.is_valid() or "_preview" in request.POST:
            return self._reply_page(request, enquiry, form)
        return self._send(request, enquiry, form)

    def _send(self, request: HttpRequest, enquiry: Enquiry, form: ReplyForm) -> HttpResponse:
        try:
            replies.send(enquiry, request.user, **form.cleaned_data)
        except replies.AnsweredMeanwhile as news:
            # Sent once more, it goes out: its author knows by then.
            form.data = form.data.copy()
            form.data["seen_step"] = news.steps[-1].pk
            return self._reply_page(request, enquiry, form, news=news.steps)
        except replies.NoAddress:
            failure = _("The personal details were erased meanwhile; there is no address left.")
            return self._reply_page(request, enquiry, form, failure=failure)
        except Exception:
            # A header that no mail may have, an outbox that fails: the text must not be lost.
            logger.exception("reply not stored", extra={"enquiry": enquiry.reference})
            failure = _("The reply could not be stored, and nothing was sent. Please try again.")
            return self._reply_page(request, enquiry, form, failure=failure)
        messages.success(
            request, _("The reply is in the outbox and goes out within seconds; see below.")
        )
        return self._back(enquiry)

    def _new_form(self, request: HttpRequest, enquiry: Enquiry) -> ReplyForm:
        language = request.GET.get("language")
        language = language if language in languages.codes() else enquiry.answer_language
        chosen = request.GET.get("template", "")
        found = ReplyTemplate.objects.filter(pk=chosen).first() if can_be_id(chosen) else None
        texts = {
            name: placeholders.fill(getattr(found, column(name, language)) or "", enquiry, language)
            for name in ("subject", "text")
            if found
        }
        hidden = {"language": language, "seen_step": replies.last_step(enquiry)}
        is_answer = found.is_answer if found else True
        return ReplyForm(enquiry=enquiry, initial={**hidden, **texts, "is_answer": is_answer})

    def _reply_page(self, request, enquiry: Enquiry, form: ReplyForm, **context) -> HttpResponse:
        # Once they are shown on this page they stay, and each answer that has them is a showing.
        is_shown = bool({"_show", "shown"} & {*request.POST}) and not enquiry.is_erased
        if is_shown:
            enquiry = handling.show(enquiry, request.user)
        language = form["language"].value()
        language = language if language in languages.codes() else enquiry.answer_language
        wants_preview = "_preview" in request.POST and form.is_valid()
        context |= {
            "title": _("Reply by mail"),
            "subtitle": str(enquiry),
            "form": form,
            "is_shown": is_shown,
            "replies": with_outcomes(enquiry),
            "preview": self._preview(enquiry, form, is_shown) if wants_preview else None,
            "choices": _choices(self.address_of(enquiry, "reply"), enquiry),
            "tag": languages.html_lang(language),
            "language_name": languages.short_name(language),
        }
        return self.render(request, "admin/contact/reply.html", enquiry, **context)

    def _preview(self, enquiry: Enquiry, form: ReplyForm, is_shown: bool) -> dict:
        return {
            "sender": settings.DEFAULT_FROM_EMAIL,
            "answers_to": settings.CONTACT_EMAIL,
            "to": enquiry.email if is_shown else "",
            "subject": replies.whole_subject(form.cleaned_data["subject"], enquiry),
            "text": form.cleaned_data["text"],
        }


def _choices(address: str, enquiry: Enquiry) -> list[dict]:
    """Return the templates on offer, each with its languages, that of the answer first."""
    codes = sorted(languages.codes(), key=lambda code: code != enquiry.answer_language)
    return [
        {
            "name": str(each),
            "languages": [
                {
                    "name": languages.name(code),
                    "tag": languages.html_lang(code),
                    "address": f"{address}?{urlencode({'template': each.pk, 'language': code})}",
                }
                for code in codes
                if each.is_written_in(code)
            ],
        }
        for each in ReplyTemplate.objects.filter(is_offered=True).order_by("position", "pk")
    ]
