from modeltranslation.translator import TranslationOptions, register

from library.models import Collection, Picture


@register(Collection)
class CollectionTranslation(TranslationOptions):
    fields = ("name",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = Picture.TEXTS
