from modeltranslation.translator import TranslationOptions, register

from figures.models import TEXTS, Indicator


@register(Indicator)
class IndicatorTranslationOptions(TranslationOptions):
    fields = TEXTS
