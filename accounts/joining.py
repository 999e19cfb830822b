"""The page behind the link of an invitation: choosing a password."""

from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import activate
from django.utils.translation import gettext_lazy as _

from accounts.invitations import TOKENS
from accounts.models import User


class InvitationPage(PasswordResetConfirmView):
    token_generator = TOKENS
    reset_url_token = "choose"  # noqa: S105  (a word of the address)
    template_name = "registration/invitation.html"
    title = _("Choose your password")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # Nobody is signed in yet: the page speaks the language the account was made for.
        invited = self.get_user(kwargs.get("uidb64", ""))
        if invited is not None and invited.interface_language:
            activate(invited.interface_language)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        if not context["validlink"]:
            context["title"] = _("This link does not work any more")
        return context
