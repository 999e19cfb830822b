"""The lists of the admin in the order in which people work, not in that of the program's rooms."""

from django.utils.translation import pgettext_lazy

from articles.kinds import kinds

# (key, name, models in their order); what stands nowhere comes last, under "Technical".
CONTENT = ("content", pgettext_lazy("group of lists", "Content"))
GROUPS = [
    (
        "pictures",
        pgettext_lazy("group of lists", "Pictures"),
        ["library.picture", "library.collection"],
    ),
    (
        "enquiries",
        pgettext_lazy("group of lists", "Enquiries"),
        ["contact.enquiry", "contact.replytemplate"],
    ),
    (
        "site",
        pgettext_lazy("group of lists", "Site"),
        [
            "liangjiang.homeslot",
            "liangjiang.sitenotice",
            "liangjiang.mourning",
            "figures.indicator",
            "articles.category",
            "articles.oldaddress",
            "articles.missedaddress",
        ],
    ),
    (
        "search",
        pgettext_lazy("group of lists", "Search"),
        ["search.asked", "search.promotion", "search.synonym"],
    ),
    (
        "people",
        pgettext_lazy("group of lists", "People"),
        ["accounts.user", "auth.group", "articles.right"],
    ),
]
REST = ("technical", pgettext_lazy("group of lists", "Technical"))


def grouped(apps: list[dict]) -> list[dict]:
    """Return Django's list of apps as groups of models; a group without models is left out."""
    models = {model["model"]._meta.label_lower: model for app in apps for model in app["models"]}
    groups = [(*CONTENT, list(kinds())), *GROUPS]
    named = {label for _key, _name, labels in groups for label in labels}
    groups.append((*REST, [label for label in models if label not in named]))
    return [
        {"app_label": key, "name": name, "app_url": "", "has_module_perms": True, "models": found}
        for key, name, labels in groups
        if (found := [models[label] for label in labels if label in models])
    ]
