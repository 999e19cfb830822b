"""Finding pictures by words: everything written about them in any language, and the file's name."""

from django.db.models import Q, QuerySet

import languages
from languages import column
from library.models import Picture

# Each word makes the question longer, and databases refuse very long ones.
LONGEST_SEARCH, MOST_WORDS = 200, 8


def with_words(pictures: QuerySet, typed: str) -> QuerySet:
    """Return those of `pictures` in which every word that was typed stands somewhere."""
    texts = (column(name, code) for name in Picture.TEXTS for code in languages.codes())
    names = ["file_name", *texts]
    for word in typed.replace("\x00", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        somewhere = Q()
        for name in names:
            somewhere |= Q(**{f"{name}__icontains": word})
        pictures = pictures.filter(somewhere)
    return pictures
