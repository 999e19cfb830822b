from modeltranslation.translator import TranslationOptions, register

from articles.models import Article, Category


@register(Category)
class CategoryTranslationOptions(TranslationOptions):
    fields = ("name", "description")


@register(Article)
class ArticleTranslationOptions(TranslationOptions):
    fields = (
        "title",
        "summary",
        "body",
        "source",
        "author",
        "seo_description",
        "picture_caption",
        "picture_credit",
        "picture_alt",
    )
