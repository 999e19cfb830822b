"""Taking languages down, on a page of its own that says what visitors will find."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import publishing, rights, states
from articles.desk import panels, withdrawal_form
from articles.desk.records import BOTH, RecordViews
from languages import order


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
            if states.was_read(live, code)
        ]
        form = withdrawal_form.WithdrawForm(open_to, request.POST or None, besides=live)
        if request.method == "POST" and form.is_valid():
            chosen, reason = form.cleaned_data["languages"], form.cleaned_data["reason"]
            wish = withdrawal_form.wish(form.cleaned_data)
            act = publishing.withdraw(live, chosen, request.user, reason, **wish)
            self.log_act(request, live, act)
            words = _("Taken down: %(languages)s.") % {"languages": panels.strand_names(chosen)}
            messages.success(request, panels.with_undo(words))
            return HttpResponseRedirect(self.address_of(live))
        return self.page(request, live, "withdraw.html", _("Take down"), form=form)
