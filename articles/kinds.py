"""The kinds of article, found from the models: no list to keep in step."""

from functools import cache

from django.apps import apps

from articles.models import Article


@cache
def kinds() -> dict[str, type[Article]]:
    """Return every kind by its key, such as `news.story`."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Article) and model is not Article
    }


def model_of(article: Article) -> type[Article]:
    """Return the model of an article read through the parent."""
    return kinds()[article.kind]


def child(article: Article) -> Article:
    """Return an article as an instance of its kind."""
    if type(article) is not Article:
        return article
    return model_of(article).objects.get(pk=article.pk)


def of_section(slug: str) -> list[type[Article]]:
    """Return the kinds whose addresses begin with a section's slug."""
    return [model for model in kinds().values() if model._meta.app_label == slug]
