"""The blocks of the home page, and figures."""

from django.utils.translation import gettext_lazy as _

from liangjiang.styleguide.specimen import Specimen

SPECIMENS = [
    Specimen(
        _("Figures"),
        _("A large number with source and date, both required."),
        "home/_figures.html",
        lambda give: [{"figures": [give.figure()]}],
        is_wide=True,
    ),
    Specimen(
        _("Chart"),
        _("Bars with their numbers; the table below says the same to a screen reader."),
        "figures/_chart.html",
        lambda give: [{"figure": give.figure(), "chart": give.figure().chart}],
        is_wide=True,
    ),
    Specimen(
        _("Table of figures"),
        _("Hairlines, no stripes; it scrolls in a frame of its own."),
        "figures/_table.html",
        lambda give: [{"figure": give.figure()}],
        is_wide=True,
    ),
    Specimen(
        _("Tasks"),
        _("Under the hero: what people come for."),
        "home/_tasks.html",
        lambda give: [{"menu": give.menu}],
        is_wide=True,
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
        is_wide=True,
    ),
    Specimen(
        _("Section as rows"),
        _("On the home page: opportunities and policies."),
        "home/_investing.html",
        lambda give: [{"entry": give.entry("investing"), "articles": give.articles(2)}],
        is_wide=True,
    ),
    Specimen(
        _("Section as tiles"),
        _("On the home page: four of a kind."),
        "home/_about.html",
        lambda give: [{"entry": give.entry("about"), "articles": give.articles(4)}],
        is_wide=True,
    ),
    Specimen(
        _("Section as a mosaic"),
        _("On the home page: daily life, with the emergency numbers."),
        "home/_living.html",
        lambda give: [
            {"entry": give.entry("living"), "articles": give.articles(5), "menu": give.menu}
        ],
        is_wide=True,
    ),
    Specimen(
        _("Success story"),
        _("The last block of the home page."),
        "home/_success.html",
        lambda give: [{"success": give.article()}],
        is_wide=True,
    ),
    Specimen(
        _("Rivers"),
        _("The hero and the page of an error; never behind words."),
        "home/_rivers.html",
        is_wide=True,
    ),
]
