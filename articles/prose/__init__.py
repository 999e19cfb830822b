"""Rich text: what an editor may write, the one form it is stored in, and how it reaches readers.

`clean` stands on every path that saves and `render` on every path to readers; nothing else turns
the one into the other (docs/decisions/0019-rich-text.md). `shape` says what may be written,
`tree` reads HTML, `links` knows addresses, `figures` pictures, `pasting` what other programs
bring along.
"""

from articles.prose.cleaning import blocks, clean, is_too_much, plain, without_controls
from articles.prose.figures import Figure, figures_in, without_pictures
from articles.prose.rendering import references, render

__all__ = [
    "Figure",
    "blocks",
    "clean",
    "figures_in",
    "is_too_much",
    "plain",
    "references",
    "render",
    "without_controls",
    "without_pictures",
]
