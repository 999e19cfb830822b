"""What stands around every page, and what texts are made of."""

from django.utils.translation import gettext_lazy as _

from liangjiang.styleguide.specimen import Specimen

SPECIMENS = [
    Specimen(
        _("Header"),
        _("On top of every page; the section of the page is underlined."),
        "_header.html",
        lambda give: [{"menu": give.menu, "section": give.category().section}],
        is_wide=True,
    ),
    Specimen(
        _("Notices"),
        _("What all pages say today. Warm is a warning."),
        "_notices.html",
        lambda give: [{"site_wide": give.site_wide()}],
        is_wide=True,
    ),
    Specimen(
        _("Preview bar"),
        _("Above a page that is not public."),
        "_preview.html",
        lambda give: [
            {
                "preview": {
                    "label": give.say("Preview: not public.", "预览：尚未公开。"),
                    "links": [{"address": "#", "tag": "en", "name": "English", "is_current": True}],
                    "edit": "#",
                }
            }
        ],
        is_wide=True,
    ),
    Specimen(
        _("Text size"),
        _("For readers of long texts, beside the breadcrumb or in the hero; only with scripts."),
        "_text_size.html",
    ),
    Specimen(
        _("Breadcrumb"),
        _("Ends at the parent: the heading is the page."),
        "_breadcrumb.html",
        lambda give: [{"parent": give.category().section, "nearest": give.category()}],
    ),
    Specimen(
        _("Headings and text"),
        _("One h1 a page; a text begins with h2."),
        "styleguide/_type.html",
    ),
    Specimen(
        _("Rich text"),
        _("Whatever an editor may write, in the one form that is stored."),
        "styleguide/_prose.html",
        lambda give: [give.of_article()],
    ),
    Specimen(
        _("Buttons and links"),
        _("One primary button a view. No button is ever disabled: let people press and explain."),
        "styleguide/_buttons.html",
    ),
    Specimen(
        _("Notes and facts"),
        _("Jade is advice, warm is a change or a deadline. A fact that is missing is left out."),
        "styleguide/_notes.html",
        lambda give: [give.of_article()],
    ),
    Specimen(
        _("Footer"),
        _("River edge, who we are, all categories; of the owner what the settings give."),
        "_footer.html",
        lambda give: [{"menu": give.menu, "owner": give.owner()}],
        is_wide=True,
    ),
]
