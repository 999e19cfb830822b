from modeltranslation.translator import TranslationOptions, register

from living.models import Info


@register(Info)
class InfoTranslationOptions(TranslationOptions):
    fields = ("address", "opening_hours")
