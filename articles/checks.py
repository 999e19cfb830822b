"""System checks: mistakes in a new kind of article that would only show when somebody publishes."""

from django.core.checks import Error, register
from modeltranslation.translator import NotRegistered, translator

from articles.kinds import kinds


@register()
def check_kinds(app_configs, **kwargs) -> list[Error]:
    return [error for model in kinds().values() for error in _errors(model)]


def _errors(model):
    try:
        translator.get_options_for_model(model)
    except NotRegistered:
        yield Error(
            "A kind of article must be registered with modeltranslation.",
            hint="Add it to the app's translation.py, with `fields = ()` if it adds no texts.",
            obj=model,
            id="articles.E001",
        )
    link = model._meta.get_field("article") if hasattr(model, "article") else None
    if link is None or not link.remote_field.parent_link or link.remote_field.related_name != "+":
        yield Error(
            "A kind needs `article = OneToOneField(Article, parent_link=True, related_name='+')`.",
            hint="Without it the reverse names of sibling kinds clash.",
            obj=model,
            id="articles.E002",
        )
    if model._meta.many_to_many:
        yield Error(
            "Strands do not carry many-to-many fields yet.",
            hint="Teach articles.strands and articles.working_copies to copy them first.",
            obj=model,
            id="articles.E003",
        )
    if model._meta.ordering:
        yield Error(
            "A kind of article must have no Meta.ordering.",
            hint="It would enter every GROUP BY; order in the query.",
            obj=model,
            id="articles.E004",
        )
