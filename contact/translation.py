from modeltranslation.translator import TranslationOptions, register

from contact.models import ReplyTemplate


@register(ReplyTemplate)
class ReplyTemplateTranslationOptions(TranslationOptions):
    fields = ("name", "subject", "text")
