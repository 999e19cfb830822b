"""Who is responsible for an article and when it is to be checked again: the record's, no text's."""

from django import forms
from django.db.models import Q

from accounts.models import User

NAMES = ("owner", "review_by")


class OwnerFields:
    """Mixed into the form of an article."""

    def prepare_owner(self) -> None:
        if owner := self.fields.get("owner"):
            people = Q(is_staff=True, is_active=True) | Q(pk=self.instance.owner_id)
            owner.queryset = User.objects.filter(people).order_by("username")
            owner.widget = forms.Select(choices=owner.choices)
        if day := self.fields.get("review_by"):
            day.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name in NAMES:
            if name in self.fields:
                # What stood there goes with the form: only whoever changes it writes it.
                self.fields[name].show_hidden_initial = True

    def keep_owner(self, cleaned: dict) -> None:
        for name in NAMES:
            if name in cleaned and name not in self.changed_data:
                cleaned[name] = getattr(self.instance, name)
