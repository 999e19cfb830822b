"""What the editor's toolbar offers; `articles.prose.shape` says the same for what is stored."""

from articles.prose.links import SCHEMES

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": [*SCHEMES, "article"]},
    # Ours: static/admin-desk/figures.js, named in DJANGO_PROSE_EDITOR_EXTENSIONS.
    "LibraryFigure": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}


def allow_nothing(_config, _allowed: dict) -> None:
    """Leave the package's own cleaner as it is: it is never asked (see `articles.prose.clean`)."""
