"""Which role sees which pages of the admin, besides those of articles and pictures.

Django's permissions only open pages; what may be published is a matter of rights (articles.rights).
"""

from articles.rights import ALL_ACTS, open_admin_pages

EDITORIAL = ["editor", "publisher", "administrator"]
LOOK_AND_CLEAR = ("view", "delete")

# (roles, acts, [(app, model)])
PAGES = [
    # What stands on the home page and on every page beside the articles.
    (
        EDITORIAL,
        ALL_ACTS,
        [("liangjiang", "homeslot"), ("liangjiang", "sitenotice"), ("liangjiang", "mourning")],
    ),
    (EDITORIAL, ALL_ACTS, [("figures", "indicator"), ("figures", "value")]),
    (EDITORIAL, ALL_ACTS, [("articles", "oldaddress"), ("library", "collection")]),
    (EDITORIAL, ALL_ACTS, [("search", "synonym"), ("search", "promotion")]),
    (EDITORIAL, ("view",), [("search", "asked")]),
    # Who may delete a picture may give it another file, too.
    (EDITORIAL, ("delete",), [("library", "picture")]),
    (EDITORIAL, LOOK_AND_CLEAR, [("articles", "missedaddress"), ("legacy", "importedpage")]),
    (
        ["administrator"],
        ALL_ACTS,
        [
            ("articles", "category"),
            ("accounts", "user"),
        ],
    ),
    # To change them is for people with all rights, whatever permissions a group has by now.
    (["administrator"], ("view",), [("articles", "right"), ("auth", "group")]),
    # To try a letter again or to discard it is the administrator's.
    (["administrator"], ("view", "change"), [("post", "letter")]),
    (["enquiry-desk"], ("view",), [("post", "letter")]),
    (["enquiry-desk", "administrator"], ("view", "change"), [("contact", "enquiry")]),
    # Personal details leave the portal in a file only for whom an administrator lets.
    (["administrator"], ("export_personal",), [("contact", "enquiry")]),
    (["enquiry-desk", "administrator"], ALL_ACTS, [("contact", "replytemplate")]),
]


def ensure_admin_pages() -> None:
    """Open the pages of the table; what somebody has opened besides stays."""
    for roles, acts, models in PAGES:
        for role in roles:
            open_admin_pages(role, models, acts)
