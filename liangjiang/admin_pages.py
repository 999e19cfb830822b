"""Which role sees which pages of the admin, besides those of articles and pictures.

Django's permissions only open pages; what may be published is a matter of rights (articles.rights).
"""

from articles.rights import ALL_ACTS, open_admin_pages

WORKS_ON_REDIRECTS = ("editor", "publisher", "administrator")

# (role, acts, [(app, model)])
PAGES = [
    *((role, ALL_ACTS, [("articles", "oldaddress")]) for role in WORKS_ON_REDIRECTS),
    *(
        (role, ("view", "delete"), [("articles", "missedaddress"), ("legacy", "importedpage")])
        for role in WORKS_ON_REDIRECTS
    ),
    (
        "administrator",
        ALL_ACTS,
        [
            ("articles", "category"),
            ("articles", "right"),
            ("accounts", "user"),
            ("auth", "group"),
        ],
    ),
]


def ensure_admin_pages() -> None:
    """Open the pages of the table; what somebody has opened besides stays."""
    for role, acts, models in PAGES:
        open_admin_pages(role, models, acts)
