"""What the head of a public page says to search engines, inspectors and other sites."""

import html
from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

import languages
from articles import sharing, structured
from articles.addresses import absolute
from articles.structured import Step
from articles.templatetags.portal import page_language, text
from languages.addresses import address_of

register = template.Library()

# The label PubDate of the rules for government websites, in Beijing time.
LABEL_FORMAT = "%Y-%m-%d %H:%M"


@register.simple_block_tag
def keep(content: SafeString) -> SafeString:
    """Keep what a block writes under a name: `{% keep as name %}…{% endkeep %}`."""
    return content


@register.filter
def label_time(time: datetime) -> str:
    return f"{timezone.localtime(time):{LABEL_FORMAT}}"


@register.filter
def iso_time(time: datetime) -> str:
    return structured.moment(time)


@register.filter
def locale(tag: str) -> str:
    """Return a language tag as Open Graph writes it: zh_CN."""
    return languages.locale(languages.normalise(tag))


@register.simple_tag
def keywords(*things) -> str:
    """Return the names of sections and categories, each once, and the site's."""
    names = [text(thing, "name") for thing in things if thing and not thing.is_hidden]
    return ",".join(dict.fromkeys([*filter(None, names), gettext("Liangjiang New Area")]))


@register.simple_tag
def lead_image(article) -> dict | None:
    """Return the picture that stands on the article's own page."""
    return sharing.picture(article, page_language())


@register.simple_tag
def shared_image(article=None) -> dict:
    """Return the picture for other sites: the article's card or picture, or the one of the site."""
    shown = sharing.image(article, page_language()) if article else None
    return shown or {
        "address": absolute(static(f"art/share-{languages.prefix(page_language())}.png")),
        "width": 1200,
        "height": 630,
        "alt": gettext("Liangjiang New Area"),
    }


# The way to a page, for readers and for machines


@register.simple_tag(takes_context=True)
def trail(context, parent=None, nearest=None) -> list[Step]:
    """Return the way to this page: home, section, category, the page's own `way`, itself."""
    steps = [Step(gettext("Home"), address_of("home"))]
    if parent and not parent.is_hidden:
        steps.append(Step(text(parent, "name"), parent.get_absolute_url()))
    if nearest and not nearest.stands_alone:
        steps.append(Step(text(nearest, "name"), nearest.get_absolute_url()))
    steps += context.get("way", [])
    return [*steps, Step(html.unescape(context.get("page_title", "")))]


@register.simple_tag
def breadcrumb_data(steps: list[Step]) -> SafeString:
    return _element(structured.breadcrumb(steps))


@register.simple_tag(takes_context=True)
def article_data(context) -> SafeString:
    times = context["published_at"], context["updated_at"]
    rows = context.get("pictures") or ()
    return _element(structured.article(context["article"], page_language(), *times, rows))


@register.simple_tag
def site_data() -> SafeString:
    return _element(structured.site(page_language()))


def _element(thing: dict) -> SafeString:
    # `as_json` has escaped whatever could end the element.
    return SafeString(f'<script type="application/ld+json">{structured.as_json(thing)}</script>')
