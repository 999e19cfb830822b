"""The handbook's topics among the results, in the language of the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import words
from desk import handbook
from desk.finding import Asked, Item, Source, Title
from search import excerpts


def topics(asked: Asked) -> list[handbook.Topic]:
    return [each for each in handbook.TOPICS if _holds(each, asked.words)]


def _holds(topic: handbook.Topic, wanted: list[str]) -> bool:
    text = words.fold(f"{topic.name} {handbook.text(topic)}")
    return all(word in text for word in wanted)


def items(found: list, asked: Asked) -> list[Item]:
    return [
        Item(
            reverse("desk:topic", args=[topic.key]),
            [Title(asked.marked(str(topic.name)))],
            excerpt=Title(_excerpt(handbook.text(topic), asked)),
        )
        for topic in found
    ]


def _excerpt(text: str, asked: Asked) -> list[excerpts.Part]:
    return excerpts.excerpt(text, excerpts.spans_of_words(text, asked.words))


HANDBOOK = Source("handbook", _("Handbook"), lambda person: True, topics, items)
