"""Acts on the page of a person: a new invitation, closing the account, opening it again."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts import invitations
from accounts.models import User


def until(person: User) -> str:
    """Return in words until when the link of the last invitation works."""
    return date_format(localtime(invitations.valid_until(person)), "DATETIME_FORMAT")


class PersonActs(UserAdmin):
    """Mixed into the admin of people."""

    def get_urls(self) -> list[URLPattern]:
        acts = {"invite": self.invite, "close": self.close, "open": self.open}
        return [*(self._act(name, act) for name, act in acts.items()), *super().get_urls()]

    def _act(self, name: str, act: Callable[[HttpRequest, User], None]) -> URLPattern:
        @transaction.atomic
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            person = get_object_or_404(User, pk=pk)
            if not self.has_change_permission(request, person):
                raise PermissionDenied
            act(request, person)
            return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[pk]))

        wrapped = self.admin_site.admin_view(require_POST(view))
        return path(f"<int:pk>/{name}/", wrapped, name=f"accounts_user_{name}")

    def invite(self, request: HttpRequest, person: User) -> None:
        if not invitations.is_invited(person) or not person.email:
            messages.error(request, _("This person needs no invitation."))
            return
        invitations.send(person, request.user)
        self.log_change(request, person, _("Invited again"))
        words = _("An invitation goes to %(address)s. Its link is valid until %(until)s.")
        messages.success(request, words % {"address": person.email, "until": until(person)})

    def close(self, request: HttpRequest, person: User) -> None:
        if person == request.user:
            messages.error(request, _("Nobody closes their own account. Ask a colleague."))
            return
        # The link of an invitation depends on it, and must not work once the account is open again.
        person.password_mail_at = None
        self._set_active(request, person, False, _("Account closed"))
        words = _("%(person)s cannot sign in any more and has just been signed out everywhere.")
        messages.success(request, words % {"person": person})

    def open(self, request: HttpRequest, person: User) -> None:
        self._set_active(request, person, True, _("Account opened again"))
        messages.success(request, _("%(person)s can sign in again.") % {"person": person})

    def _set_active(self, request: HttpRequest, person: User, active: bool, words: str) -> None:
        person.is_active = active
        person.save(update_fields=["is_active", "password_mail_at"])
        self.log_change(request, person, words)

    def standing_words(self, person: User) -> str:
        """Say how an account stands: closed, invited, or in use."""
        if not person.is_active:
            return pgettext("state of an account", "closed")
        if not invitations.is_invited(person):
            return _("in use") if person.last_login else _("not yet signed in")
        end = invitations.valid_until(person)
        if end is None or end <= timezone.now():
            return _("invited, the link has run out")
        return _("invited, not yet signed in (link until %(until)s)") % {"until": until(person)}

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj=None, **kwargs):
        if obj is not None:
            context |= {
                "standing": self.standing_words(obj),
                "is_invited": invitations.is_invited(obj) and bool(obj.email),
                "is_self": obj == request.user,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
