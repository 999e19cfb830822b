"""Articles and lists of them."""

from django.utils.translation import gettext_lazy as _

from liangjiang.styleguide.specimen import NOBODY_FINDS_THIS, Specimen

SPECIMENS = [
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
        is_wide=True,
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
        is_wide=True,
    ),
    Specimen(
        _("Nothing in this time"),
        _("In the site map: where only the other language has something."),
        "site_map/_nothing.html",
    ),
    Specimen(
        _("Page numbers"),
        _("From 21 entries on. On phones only the page and its neighbours."),
        "articles/_pages.html",
        lambda give: [give.pages(1), give.pages(7)],
        is_wide=True,
    ),
    Specimen(
        _("Byline"),
        _("Under the title: when, from whom, and the same in the other language."),
        "articles/_byline.html",
        lambda give: [give.of_article(), {**give.of_article(), "updated_at": None}],
    ),
    Specimen(
        _("Changes to a page"),
        _("Under the byline, where an editor has left a note for visitors."),
        "articles/_changes.html",
        lambda give: [give.change_notes()],
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
        is_wide=True,
    ),
    Specimen(
        _("Picture in a text"),
        _("Whole, as wide as the text, never higher than the window."),
        "articles/_figure.html",
        lambda give: [give.figure_in_text()],
        is_picture_needed=True,
        is_wide=True,
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
]
