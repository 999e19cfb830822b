"""The list of enquiries: it shows nothing about anybody, and searching does not either."""

from django.contrib import admin
from django.db.models import Case, F, When
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

import languages
from contact.desk import filters
from contact.due_words import due_words, urgency
from contact.models import Enquiry

LONGEST_SEARCH, MOST_WORDS = 200, 8


class EnquiryList(admin.ModelAdmin):
    """Open enquiries first, the most pressing on top."""

    change_list_template = "admin/contact/enquiry_list.html"
    list_display = [
        "reference",
        "due",
        "kind",
        "sector",
        "languages_in_words",
        "state_in_words",
        "owner",
        "received",
    ]
    list_display_links = ["reference"]
    list_filter = (filters.SavedLists, filters.KindFilter, filters.LanguageFilter)
    list_per_page = 50
    list_select_related = ["owner"]
    show_full_result_count = False
    # Whole addresses only: parts of one would tell it letter by letter, and nothing would note it.
    search_fields = ["reference", "email__iexact", "name", "organisation"]
    search_help_text = _("Finds numbers, names, organisations and whole e-mail addresses.")
    actions = None

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).defer(*Enquiry.PERSONAL)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_ordering(self, request: HttpRequest) -> list:
        is_open = {"state": Enquiry.State.OPEN}
        open_first = Case(When(**is_open, then=0), default=1)
        due_of_open = Case(When(**is_open, then=F("due_on")))
        return [open_first, due_of_open, "-created_at", "-pk"]

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        # Each word makes the question longer, and databases refuse very long ones.
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Only the filters of the list: `email__startswith=a` would tell addresses letter by letter.
        return lookup in {entry.parameter_name for entry in self.list_filter}

    @admin.display(description=_("language"), ordering="language")
    def languages_in_words(self, enquiry: Enquiry) -> str:
        return in_words(enquiry)

    @admin.display(description=_("received"), ordering="created_at")
    def received(self, enquiry: Enquiry) -> str:
        return date_format(localtime(enquiry.created_at), "SHORT_DATE_FORMAT")

    @admin.display(description=pgettext_lazy("when it is due", "answer"), ordering="due_on")
    def due(self, enquiry: Enquiry) -> SafeString:
        return format_html('<span class="due {}">{}</span>', urgency(enquiry), due_words(enquiry))

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, enquiry: Enquiry) -> SafeString:
        return state_words(enquiry)


def in_words(enquiry: Enquiry) -> str:
    """Return the language of an enquiry and, if it differs, that of the answer."""
    written, answer = enquiry.language, enquiry.answer_language
    if written == answer:
        return languages.short_name(written)
    words = {"page": languages.short_name(written), "answer": languages.short_name(answer)}
    return gettext("%(page)s, answer in %(answer)s") % words


def state_words(enquiry: Enquiry) -> SafeString:
    words = format_html(
        '<span class="state enquiry-{}">{}</span>', enquiry.state, enquiry.get_state_display()
    )
    if enquiry.is_erased:
        words += format_html(' <span class="since">{}</span>', gettext("erased"))
    return words
