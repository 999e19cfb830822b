"""The list of components: what each is for, the part it is made of, and its states.

A new part of a page is a new line here; a test asks for every part in `templates/`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contact import form_pages, refusals
from liangjiang.styleguide.samples import Samples

NOBODY_FINDS_THIS = "xyzzyq"


@dataclass(frozen=True)
class Specimen:
    name: str | Promise
    when: str | Promise
    template: str
    # The context of each state.
    states: Callable[[Samples], list[dict]] = lambda _samples: [{}]
    is_picture_needed: bool = False


SPECIMENS = [
    Specimen(
        _("Header"),
        _("On top of every page; the section of the page is underlined."),
        "_header.html",
        lambda give: [{"menu": give.menu, "section": give.category().section}],
    ),
    Specimen(
        _("Notices"),
        _("What all pages say today. Warm is a warning."),
        "_notices.html",
        lambda give: [{"site_wide": give.site_wide()}],
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
    ),
    Specimen(
        _("Text size"),
        _("Beside the breadcrumb, for readers of long texts; there only where scripts run."),
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
        _("Story as a card"),
        _("In tiles with pictures: home page, related articles."),
        "articles/_card.html",
        lambda give: [{"article": give.article(), "sizes": "20rem"}],
    ),
    Specimen(
        _("Story as a row"),
        _("In lists: with a picture, and without one."),
        "articles/_row.html",
        lambda give: [
            {"article": give.article(), "with_category": True},
            {"article": give.article(with_picture=False)},
        ],
    ),
    Specimen(
        _("Story as a headline"),
        _("Where space is short: beside the lead story."),
        "articles/_headline.html",
        lambda give: [
            {"article": give.article()},
            {"article": give.article(), "with_summary": True},
        ],
    ),
    Specimen(
        _("Head of a list"),
        _("Name, one sentence, and the categories beside it as tabs."),
        "articles/_list_head.html",
        lambda give: [{**give.listing(), "menu": give.menu}],
    ),
    Specimen(
        _("Filters"),
        _("A form that answers when it is sent; open from 960 px. With none on, and with two."),
        "articles/_filters.html",
        lambda give: [give.listing(), give.listing(year="2024", pictures="1")],
    ),
    Specimen(
        _("Results of a list"),
        _("Months as headings; filters that are on as chips; empty, with ways out."),
        "articles/_results.html",
        lambda give: [give.listing(), give.listing(q=NOBODY_FINDS_THIS)],
    ),
    Specimen(
        _("Page numbers"),
        _("From 21 entries on. On phones only the page and its neighbours."),
        "articles/_pages.html",
        lambda give: [give.pages(1), give.pages(7)],
    ),
    Specimen(
        _("Byline"),
        _("Under the title: when, from whom, and the same in the other language."),
        "articles/_byline.html",
        lambda give: [give.of_article(), {**give.of_article(), "updated_at": None}],
    ),
    Specimen(
        _("Tools of an article"),
        _("Sharing works without script; copying and printing appear with it."),
        "articles/_tools.html",
        lambda give: [give.of_article()],
    ),
    Specimen(
        _("Photo of an article"),
        _("16:9 on top, caption and credit on the near side."),
        "articles/_photo.html",
        lambda give: [give.of_article()],
        is_picture_needed=True,
    ),
    Specimen(
        _("Picture in a text"),
        _("Whole, as wide as the text, never higher than the window."),
        "articles/_figure.html",
        lambda give: [give.figure_in_text()],
        is_picture_needed=True,
    ),
    Specimen(
        _("The way on"),
        _("Under an article: the one call that fits its section."),
        "articles/_call.html",
        lambda give: [
            give.of_article(),
            {**give.of_article(), "section": give.entry("investing").section},
        ],
    ),
    Specimen(
        _("Figures"),
        _("A large number with source and date, both required."),
        "home/_figures.html",
        lambda give: [{"figures": [give.figure()]}],
    ),
    Specimen(
        _("Chart"),
        _("Bars with their numbers; the table below says the same to a screen reader."),
        "figures/_chart.html",
        lambda give: [{"figure": give.figure(), "chart": give.figure().chart}],
    ),
    Specimen(
        _("Table of figures"),
        _("Hairlines, no stripes; it scrolls in a frame of its own."),
        "figures/_table.html",
        lambda give: [{"figure": give.figure()}],
    ),
    Specimen(
        _("Tasks"),
        _("Under the hero: what people come for."),
        "home/_tasks.html",
        lambda give: [{"menu": give.menu}],
    ),
    Specimen(
        _("News on the home page"),
        _("Lead story, stories beside it, headlines; each part may be missing."),
        "home/_news.html",
        lambda give: [
            {
                "menu": give.menu,
                "lead": give.article(),
                "secondary": give.articles(2),
                "news": give.articles(3),
            },
            {"menu": give.menu, "news": give.articles(2)},
        ],
    ),
    Specimen(
        _("Section as rows"),
        _("On the home page: opportunities and policies."),
        "home/_investing.html",
        lambda give: [{"entry": give.entry("investing"), "articles": give.articles(2)}],
    ),
    Specimen(
        _("Section as tiles"),
        _("On the home page: four of a kind."),
        "home/_about.html",
        lambda give: [{"entry": give.entry("about"), "articles": give.articles(4)}],
    ),
    Specimen(
        _("Section as a mosaic"),
        _("On the home page: daily life, with the emergency numbers."),
        "home/_living.html",
        lambda give: [
            {"entry": give.entry("living"), "articles": give.articles(5), "menu": give.menu}
        ],
    ),
    Specimen(
        _("Success story"),
        _("The last block of the home page."),
        "home/_success.html",
        lambda give: [{"success": give.article()}],
    ),
    Specimen(
        _("Rivers"),
        _("The hero and the page of an error; never behind words."),
        "home/_rivers.html",
    ),
    Specimen(
        _("Contact form"),
        _("Label, hint, error, control, in that order. Optional fields say so."),
        "contact/_form.html",
        lambda give: [{"form": give.enquiry()}, {"form": give.enquiry({})}],
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
    ),
    Specimen(
        _("Nothing found"),
        _("What to try, the other language, and somebody to ask."),
        "search/_nothing.html",
        lambda give: [{"results": give.results(NOBODY_FINDS_THIS)}],
    ),
    Specimen(
        _("Footer"),
        _("River edge, who we are, all categories; of the owner what the settings give."),
        "_footer.html",
        lambda give: [{"menu": give.menu, "owner": give.owner()}],
    ),
]
