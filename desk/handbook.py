"""The handbook: short topics, each written twice, once by somebody who thinks in each language."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import languages
from articles import prose
from languages.order import own_language_first
from search import excerpts


@dataclass(frozen=True)
class Topic:
    key: str
    name: Promise
    about: Promise

    @property
    def template(self) -> str:
        """The text in the language of the desk."""
        return (
            f"admin/desk_app/handbook/{self.key}.{languages.prefix(own_language_first()[0])}.html"
        )


TOPICS = [
    Topic(
        "start",
        _("Your first day"),
        _("Where things are, and how a story gets from your head to the page."),
    ),
    Topic(
        "two-languages",
        _("Writing in two languages"),
        _("One article, two panes; either may come first."),
    ),
    Topic(
        "three-facts",
        _("What the state words mean"),
        _("Public, in work, in step: three facts for each language."),
    ),
    Topic(
        "publishing",
        _("Publishing, updating, scheduling"),
        _("One language or both, now or at a time; and how to undo it."),
    ),
    Topic("four-eyes", _("Review and the second person"), _("Submit, approve, send back.")),
    Topic(
        "withdrawing",
        _("Taking something down"),
        _("With a notice, with a redirect, or with nothing; and deleting."),
    ),
    Topic("pictures", _("Pictures"), _("Uploading, describing, crediting, replacing.")),
    Topic(
        "unsaved",
        _("Unsaved typing and two people on one text"),
        _("What is kept for you, and what happens when somebody else saves."),
    ),
    Topic(
        "history",
        _("History, comparing, restoring"),
        _("Every saved version stays; any of them can come back."),
    ),
    Topic(
        "home-page",
        _("The home page"),
        _("The lead story, the places below it, and preparing a day ahead."),
    ),
    Topic(
        "notices",
        _("Notices and days of mourning"),
        _("A few words on every page; a portal in grey."),
    ),
    Topic(
        "searches",
        _("What visitors search for"),
        _("Which words find nothing, and how to mend it."),
    ),
    Topic("enquiries", _("Enquiries"), _("Answering in time, and protecting who wrote.")),
    Topic("keyboard", _("Keyboard and search"), _("Shortcuts, and finding anything quickly.")),
    Topic("help", _("Whom to ask"), _("Who may do what, and what to say when something fails.")),
]
BY_KEY = {topic.key: topic for topic in TOPICS}


def text(topic: Topic) -> str:
    """Return the words of a topic in one line."""
    return excerpts.in_one_line(prose.blocks(render_to_string(topic.template)))


def contents_page(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Handbook"), "topics": TOPICS}
    return _page(request, "handbook.html", context)


def topic_page(request: HttpRequest, key: str) -> HttpResponse:
    topic = BY_KEY.get(key)
    if topic is None:
        raise Http404
    at = TOPICS.index(topic)
    context = {
        "title": topic.name,
        "topic": topic,
        "before": TOPICS[at - 1] if at else None,
        "next": TOPICS[at + 1] if at + 1 < len(TOPICS) else None,
    }
    return _page(request, "topic.html", context)


def _page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return render(request, f"admin/desk_app/{template}", context)
