"""The way from the desk to what visitors read."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import languages
from articles.addresses import in_language
from articles.models import Article


def link(live: Article, code: str) -> SafeString:
    """Return a small link to the page of a language, for a list."""
    return format_html(
        ' <a class="on-site" href="{}" target="_blank" rel="noopener" title="{}">'
        '<span aria-hidden="true">↗</span><span class="visually-hidden">{}</span></a>',
        in_language(live, code),
        _("See the public page"),
        _("See the public page of “%(title)s” (%(language)s)")
        % {"title": live, "language": languages.short_name(code)},
    )


def with_links(words: str, live: Article, codes: list[str]) -> SafeString:
    """Return a message with a link to the page of each language."""
    links = format_html_join(
        " · ",
        '<a href="{}" target="_blank" rel="noopener">{}</a>',
        ((in_language(live, code), languages.short_name(code)) for code in codes),
    )
    return format_html("{} {} {}", words, _("See the public page:"), links)
