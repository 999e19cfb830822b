"""Which role sees which pages of the admin, besides those of articles and pictures.

Django's permissions only open pages; what may be published is a matter of rights (articles.rights).
"""

from articles.rights import ALL_ACTS, open_admin_pages

# (role, acts, [(app, model)])
PAGES = [
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
    # To try a letter again or to discard it is the administrator's.
    ("administrator", ("view", "change"), [("post", "letter")]),
    ("enquiry-desk", ("view",), [("post", "letter")]),
]


def ensure_admin_pages() -> None:
    """Open the pages of the table; what somebody has opened besides stays."""
    for role, acts, models in PAGES:
        open_admin_pages(role, models, acts)
