from modeltranslation.translator import TranslationOptions, register

from about.models import Page


@register(Page)
class PageTranslationOptions(TranslationOptions):
    fields = ()
