"""Which role sees which pages of the admin, besides those of articles and pictures.

Django's permissions only open pages; what may be published is a matter of rights (articles.rights).
"""

from articles.rights import ALL_ACTS, open_admin_pages

# What stands on the home page and on every page beside the articles.
FRONT = [("liangjiang", "homeslot"), ("liangjiang", "sitenotice"), ("liangjiang", "mourning")]

# (role, acts, [(app, model)])
PAGES = [
    ("editor", ALL_ACTS, FRONT),
    ("publisher", ALL_ACTS, FRONT),
    ("administrator", ALL_ACTS, FRONT),
    (
        "administrator",
        ALL_ACTS,
        [
            ("articles", "category"),
            ("articles", "oldaddress"),
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
