import re

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from post import outbox
from post.models import Letter, LetterQuerySet

_ID = re.compile(r"[0-9]{1,18}")


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin) -> list[tuple]:
        return Letter.State.choices

    def queryset(self, request, queryset: LetterQuerySet) -> LetterQuerySet:
        State = Letter.State  # noqa: N806
        match self.value():
            case State.WAITING:
                return queryset.waiting().unclaimed()
            case State.SENDING:
                return queryset.waiting().filter(claimed_until__gt=timezone.now())
            case State.SENT:
                return queryset.filter(sent_at__isnull=False)
            case State.GIVEN_UP:
                return queryset.given_up()
            case State.DISCARDED:
                return queryset.filter(discarded_at__isnull=False)
        return queryset


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    """What became of the portal's mail. What a letter says is nobody's business here, and whose
    address it bears is seen where that is noted: at the enquiry, at the person."""

    list_display = [
        "state_in_words",
        "addressee",
        "subject",
        "problem_in_words",
        "tries",
        "created_at",
    ]
    list_display_links = ["subject"]
    list_filter = [StateFilter]
    # Whole addresses only: parts of one would tell it letter by letter.
    search_fields = ["recipient__iexact", "subject"]
    search_help_text = _("Searches subjects and whole addresses of recipients.")
    ordering = ["-created_at", "-pk"]
    actions = ["try_again", "discard"]
    fields = [
        "state_in_words",
        "addressee",
        "subject",
        "sender",
        "message_id",
        "created_at",
        "tries",
        "problem_in_words",
        "sent_at",
        "given_up_at",
        "discarded_at",
    ]

    def get_queryset(self, request: HttpRequest) -> LetterQuerySet:
        return super().get_queryset(request).defer("raw")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Only the filter of the list: `raw__regex=…` would read a letter sign by sign.
        return lookup == StateFilter.parameter_name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False

    def has_dispatch_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may have letters tried again or discarded."""
        return request.user.has_perm("post.change_letter")

    def response_action(self, request: HttpRequest, queryset: LetterQuerySet):
        # Django hands the ids to the database as they were sent.
        request.POST = data = request.POST.copy()
        chosen = data.getlist(ACTION_CHECKBOX_NAME)
        data.setlist(ACTION_CHECKBOX_NAME, [each for each in chosen if _ID.fullmatch(each)])
        return super().response_action(request, queryset)

    @admin.display(description=_("state"), ordering="sent_at")
    def state_in_words(self, letter: Letter) -> SafeString:
        words = format_html(
            '<span class="state state-{}">{}</span>', letter.state, letter.state.label
        )
        if letter.state == Letter.State.WAITING:
            words += format_html('<span class="since when">{}</span>', _next_try(letter))
        return words

    @admin.display(description=_("to"), ordering="recipient")
    def addressee(self, letter: Letter) -> str:
        return letter.masked_recipient

    @admin.display(description=_("problem"), empty_value="–")
    def problem_in_words(self, letter: Letter) -> str | None:
        if not letter.problem:
            return None
        problem = letter.get_problem_display()
        if not letter.last_error:
            return problem
        # Servers write addresses in small letters, whatever they were given.
        words = re.sub(
            re.escape(letter.recipient),
            lambda _found: letter.masked_recipient,
            letter.last_error,
            flags=re.IGNORECASE,
        )
        return gettext("%(problem)s: %(words)s") % {"problem": problem, "words": words}

    @admin.action(description=_("Try again now"), permissions=["dispatch"])
    def try_again(self, request: HttpRequest, letters: LetterQuerySet) -> None:
        count = outbox.try_again(letters)
        text = ngettext(
            "%(count)d letter will be tried again within seconds.",
            "%(count)d letters will be tried again within seconds.",
            count,
        )
        self._say(request, text, count)

    @admin.action(description=_("Discard: never send"), permissions=["dispatch"])
    def discard(self, request: HttpRequest, letters: LetterQuerySet) -> None:
        count = outbox.discard(letters)
        text = ngettext(
            "%(count)d letter has been discarded and will not be sent.",
            "%(count)d letters have been discarded and will not be sent.",
            count,
        )
        self._say(request, text, count)

    def _say(self, request: HttpRequest, text: str, count: int) -> None:
        if count:
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(
                request,
                gettext("Nothing changed: these letters were sent, discarded or are being sent."),
                messages.WARNING,
            )


def _next_try(letter: Letter) -> str:
    time = date_format(localtime(letter.next_try_at), "DATETIME_FORMAT")
    return gettext("next try: %(time)s") % {"time": time}
