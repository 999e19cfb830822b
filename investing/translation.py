from modeltranslation.translator import TranslationOptions, register

from investing.models import Guide


@register(Guide)
class GuideTranslationOptions(TranslationOptions):
    fields = ()
