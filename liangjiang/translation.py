from modeltranslation.translator import TranslationOptions, register

from liangjiang.models import SiteNotice


@register(SiteNotice)
class SiteNoticeTranslationOptions(TranslationOptions):
    fields = ("text", "link_address", "link_text")
