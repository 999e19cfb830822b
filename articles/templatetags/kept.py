from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.tag
def kept(parser, token) -> "KeptNode":
    """Write a part of a page that is made of the menu and a few values, and of nothing else, once.

    `{% kept menu "nav" section.pk %}…{% endkept %}`: a name, then every value that it depends on
    besides the language. It is kept with that very menu (articles.menu).
    """
    _tag, menu, *values = token.split_contents()
    content = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(menu), map(parser.compile_filter, values), content)


class KeptNode(template.Node):
    def __init__(self, menu, values, nodelist) -> None:
        self.menu, self.values, self.nodelist = menu, list(values), nodelist

    def render(self, context) -> SafeString:
        kept = getattr(self.menu.resolve(context), "kept", None)
        if kept is None:
            # No menu of the portal, such as a sample of one.
            return self.nodelist.render(context)
        key = get_language(), *(value.resolve(context) for value in self.values)
        if key not in kept:
            kept[key] = self.nodelist.render(context)
        return kept[key]
