from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from articles.prose.cleaning import clean, is_too_much


def check_size(text: str) -> None:
    if is_too_much(text):
        raise ValidationError(too_much_words(), code="too_much")


def too_much_words() -> str:
    return _(
        "This text is too long, or its formatting is too much: at most 1,500,000 characters and "
        "30,000 tags. Divide it into several articles."
    )


class ProseField(models.TextField):
    """Rich text in a model. The form that edits it chooses how: see `articles.desk.prose_box`."""

    def sanitize(self, value: str) -> str:
        return clean(value)

    def formfield(self, **kwargs):
        # At the form, so that what was typed comes back before anything is made of it.
        return super().formfield(**{"validators": [check_size], **kwargs})

    def clean(self, value, model_instance) -> str:
        return self.sanitize(super().clean(value, model_instance))

    def deconstruct(self) -> tuple:
        # To the database it is text; migrations know nothing of ours.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
