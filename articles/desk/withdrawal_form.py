"""What is asked before languages are taken down: why, and what visitors find at the addresses."""

from django import forms
from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import languages
from articles.desk.article_select import ArticleSelect, public_in_any
from articles.models import Article, ArticleLanguage
from languages import column

NOTHING, NOTICE, TARGET = "nothing", "notice", "target"
_TARGET = ArticleLanguage._meta.get_field("withdrawal_target")
LONGEST_NOTICE = 500


class WithdrawForm(forms.Form):
    """The questions for articles of which some languages may be taken down."""

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

    class Media:
        js = [forms.Script("admin-desk/withdraw.js", defer=True)]

    def __init__(self, open_languages: list[str], data=None, *, besides: Article | None = None):
        """Ask about languages; `besides`: the article to which visitors cannot be led."""
        super().__init__(data)
        targets = Article.objects.filter(public_in_any(open_languages))
        self.fields["languages"].choices = [
            (code, languages.short_name(code)) for code in open_languages
        ]
        self.fields["languages"].initial = open_languages
        for code in open_languages:
            self.fields[column("notice", code)] = _notice_field(code)
        self.fields["target"] = forms.ModelChoiceField(
            targets.exclude(pk=besides.pk) if besides else targets,
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


def wish(cleaned: dict) -> dict:
    """Return what `publishing.withdraw` is asked for by a form that was valid."""
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
