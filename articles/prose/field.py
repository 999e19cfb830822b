from django.db import models

from articles.prose.cleaning import clean


class ProseField(models.TextField):
    """Rich text in a model. The form that edits it chooses how: see `articles.desk.prose_box`."""

    def sanitize(self, value: str) -> str:
        return clean(value)

    def clean(self, value, model_instance) -> str:
        return self.sanitize(super().clean(value, model_instance))

    def deconstruct(self) -> tuple:
        # To the database it is text; migrations know nothing of ours.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
