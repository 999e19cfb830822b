from modeltranslation.translator import TranslationOptions, register

from news.models import PhotoStory, Story, StoryPicture


@register(Story)
class StoryTranslationOptions(TranslationOptions):
    fields = ()


@register(PhotoStory)
class PhotoStoryTranslationOptions(TranslationOptions):
    fields = ()


@register(StoryPicture)
class StoryPictureTranslationOptions(TranslationOptions):
    fields = ("caption", "credit", "alt")
