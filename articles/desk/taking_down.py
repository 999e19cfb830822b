"""Taking languages down, on a page of its own that says what visitors will find."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import languages
from articles import publishing, rights
from articles.desk import order, panels
from articles.desk.article_select import ArticleSelect, public_in_any
from articles.desk.records import BOTH, RecordViews
from articles.models import Article, ArticleLanguage
from languages import column

NOTHING, NOTICE, TARGET = "nothing", "notice", "target"
_TARGET = ArticleLanguage._meta.get_field("withdrawal_target")
LONGEST_NOTICE = 500


class WithdrawForm(forms.Form):
    """Why languages are taken down, and what visitors find at their addresses."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy("For your colleagues and the history. Visitors do not see it."),
    )
    instead = forms.ChoiceField(
        label=pgettext_lazy("at the address of a withdrawn text", "What visitors find"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (NOTHING, gettext_lazy("“This page is not here”, as if it had never been there")),
            (NOTICE, gettext_lazy("A notice: that it was taken down, when, and your words")),
            (TARGET, gettext_lazy("Another article, to which they are led at once")),
        ],
        initial=NOTICE,
    )

    def __init__(self, live: Article, open_languages: list[str], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.live = live
        open_languages = order.own_language_first(open_languages)
        self.fields["languages"].choices = [
            (code, languages.short_name(code)) for code in open_languages
        ]
        self.fields["languages"].initial = open_languages
        for code in open_languages:
            self.fields[column("notice", code)] = _notice_field(code)
        self.fields["target"] = forms.ModelChoiceField(
            Article.objects.filter(public_in_any(open_languages)).exclude(pk=live.pk),
            label=_("Leads to"),
            required=False,
            widget=ArticleSelect(_TARGET, admin.site),
            error_messages={
                "invalid_choice": _("Please choose another article that visitors can read now.")
            },
            help_text=_(
                "Only where that article is public in the same language; elsewhere visitors find "
                "the notice, if you write one."
            ),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen, instead = cleaned.get("languages", []), cleaned.get("instead")
        if instead == NOTICE:
            for code in chosen:
                if not cleaned.get(column("notice", code)):
                    self.add_error(
                        column("notice", code), _("Please write what visitors shall read.")
                    )
        if instead == TARGET and "target" not in self.errors:
            target = cleaned.get("target")
            if target is None:
                self.add_error("target", _("Please choose the article."))
            elif not any(target.is_public(code) for code in chosen):
                self.add_error("target", _("This article is not public in any of the languages."))
        return cleaned

    def wish(self) -> dict:
        """Return what `publishing.withdraw` is asked for."""
        cleaned = self.cleaned_data
        words = cleaned["instead"] in (NOTICE, TARGET)
        notices = {code: cleaned[column("notice", code)] for code in cleaned["languages"] if words}
        target = cleaned["target"] if cleaned["instead"] == TARGET else None
        return {"notices": notices, "target": target}


def _notice_field(code: str) -> forms.CharField:
    return forms.CharField(
        label=lazy(languages.localised_label, str)(_("Notice for visitors"), code),
        required=False,
        max_length=LONGEST_NOTICE,
        widget=forms.Textarea(attrs={"rows": 3, "lang": languages.html_lang(code)}),
    )


class WithdrawViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [*super().record_urls(), self.record_url("withdraw", self.withdraw_view, BOTH)]

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        live = self.record(request, pk, rights.PUBLISH)
        open_to = [
            code
            for code in order.own_language_first(
                rights.languages_open_to(request.user, rights.PUBLISH, live.category)
            )
            if live.published_at(code)
        ]
        form = WithdrawForm(live, open_to, request.POST or None)
        if request.method == "POST" and form.is_valid():
            chosen, reason = form.cleaned_data["languages"], form.cleaned_data["reason"]
            act = publishing.withdraw(live, chosen, request.user, reason, **form.wish())
            self.log_act(request, live, act)
            words = _("Taken down: %(languages)s.") % {"languages": panels.strand_names(chosen)}
            messages.success(request, panels.with_undo(words))
            return HttpResponseRedirect(self.address_of(live))
        return self.page(request, live, "withdraw.html", _("Take down"), form=form)
