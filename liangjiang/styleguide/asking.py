"""Asking us, and searching."""

from django.utils.translation import gettext_lazy as _

from contact import form_pages, refusals
from liangjiang.styleguide.specimen import NOBODY_FINDS_THIS, Specimen

SPECIMENS = [
    Specimen(
        _("Contact form"),
        _("Label, hint, error, control, in that order. Optional fields say so."),
        "contact/_form.html",
        lambda give: [{"form": give.enquiry()}, {"form": give.enquiry({})}],
        is_wide=True,
    ),
    Specimen(
        _("Summary of errors"),
        _("First in main, with the words of the fields; and what a refusal says."),
        "contact/_errors.html",
        lambda give: [
            {"form": give.enquiry({})},
            {"form": give.enquiry(), "refusal": refusals.of(form_pages.TooSoon())},
        ],
    ),
    Specimen(
        _("Search field"),
        _("On the search page and where something is not found."),
        "search/_field.html",
        lambda give: [{"q": ""}],
    ),
    Specimen(
        _("Results of a search"),
        _("Hits marked, sections as tabs with counts."),
        "search/_results.html",
        lambda give: [{"results": give.results(give.say("port", "港"))}],
        is_wide=True,
    ),
    Specimen(
        _("Nothing found"),
        _("What to try, the other language, and somebody to ask."),
        "search/_nothing.html",
        lambda give: [{"results": give.results(NOBODY_FINDS_THIS)}],
    ),
]
