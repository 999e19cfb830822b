"""In words: what has become of a block besides its words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import comparing, looks
from articles.comparing import Change, Part
from articles.looks import Look
from library.models import Picture

KINDS = {
    "p": pgettext_lazy("kind of a block", "paragraph"),
    "h2": pgettext_lazy("kind of a block", "heading"),
    "h3": pgettext_lazy("kind of a block", "small heading"),
    "li": pgettext_lazy("kind of a block", "entry of a list"),
    "quote": pgettext_lazy("kind of a block", "quotation"),
    "tr": pgettext_lazy("kind of a block", "row of a table"),
    "figure": pgettext_lazy("kind of a block", "picture"),
}
_WORDS = {
    looks.LINK: gettext_lazy("link added: “%(words)s” leads to %(new)s"),
    looks.UNLINKED: gettext_lazy("link removed: “%(words)s” led to %(old)s"),
    looks.RELINKED: gettext_lazy("link changed: “%(words)s” leads to %(new)s, before to %(old)s"),
    looks.BOLD: gettext_lazy("now bold: “%(words)s”"),
    looks.NOT_BOLD: gettext_lazy("no longer bold: “%(words)s”"),
    looks.ITALIC: gettext_lazy("now italic: “%(words)s”"),
    looks.NOT_ITALIC: gettext_lazy("no longer italic: “%(words)s”"),
    looks.NUMBERED: gettext_lazy("now in a numbered list"),
    looks.NOT_NUMBERED: gettext_lazy("now in a list without numbers"),
    looks.HEADER: gettext_lazy("now a header cell: “%(words)s”"),
    looks.NOT_HEADER: gettext_lazy("no longer a header cell: “%(words)s”"),
    looks.PICTURE: gettext_lazy("another picture: %(new)s, before %(old)s"),
    looks.ALT: gettext_lazy("picture description: “%(new)s”, before “%(old)s”"),
    looks.CAPTION: gettext_lazy("caption: “%(new)s”, before “%(old)s”"),
    looks.CREDIT: gettext_lazy("credit: “%(new)s”, before “%(old)s”"),
    looks.DECORATIVE: gettext_lazy("the picture is decorative now"),
    looks.NOT_DECORATIVE: gettext_lazy("the picture is no longer decorative"),
    looks.KIND: gettext_lazy("now: %(new)s, before: %(old)s"),
}
_FIGURES = {
    comparing.ADDED: gettext_lazy("picture added: %(picture)s"),
    comparing.REMOVED: gettext_lazy("picture removed: %(picture)s"),
    comparing.MOVED: gettext_lazy("picture moved: %(picture)s"),
    comparing.CHANGED: gettext_lazy("picture: %(picture)s"),
    comparing.EQUAL: gettext_lazy("picture: %(picture)s"),
}


def pictures_of(parts: list[Part]) -> dict[int, Picture]:
    """Return the pictures that figures of these parts show; asks once, or not at all."""
    changes = [change for part in parts for change in part.changes]
    ids = {change.block.figure.picture_id for change in changes if change.block.figure}
    ids |= {
        int(number)
        for change in changes
        for look in change.looks
        if look.what == looks.PICTURE
        for number in (look.old, look.new)
    }
    return Picture.objects.in_bulk(ids) if ids else {}


def of_change(change: Change, pictures: dict[int, Picture]) -> list[str]:
    """Return a sentence for each thing that is not said by the words of the block."""
    said = []
    if change.block.kind == "figure" and change.block.figure:
        figure = change.block.figure
        name = _picture(figure.picture_id, pictures)
        if figure.alt:
            name = _("%(picture)s, “%(description)s”") % {
                "picture": name,
                "description": figure.alt,
            }
        said.append(_FIGURES[change.kind] % {"picture": name})
    elif change.kind == comparing.MOVED:
        said.append(_("moved here from place %(number)s") % {"number": change.old_number})
    elif change.kind in (comparing.ADDED, comparing.REMOVED) and change.block.kind != "p":
        said.append(str(KINDS[change.block.kind]))
    return said + [_look(look, pictures) for look in change.looks]


def _look(look: Look, pictures: dict[int, Picture]) -> str:
    old, new = look.old, look.new
    if look.what == looks.KIND:
        old, new = KINDS[old], KINDS[new]
    elif look.what == looks.PICTURE:
        old, new = (_picture(int(number), pictures) for number in (old, new))
    return str(_WORDS[look.what]) % {"words": look.words, "old": old or "–", "new": new or "–"}


def _picture(number: int, pictures: dict[int, Picture]) -> str:
    picture = pictures.get(number)
    return str(picture) if picture else _("a picture that is no longer there")
