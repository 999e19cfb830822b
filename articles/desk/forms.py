"""The forms in which articles are written; the rows of a kind have theirs in `rows`."""

from collections.abc import Iterable

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

import languages
from articles import prose, rights, strands
from articles.desk import merging
from articles.desk.matching import MatchFields
from articles.desk.owning import OwnerFields
from articles.desk.picture_fields import NEWEST_PICTURES, PictureChoice, PictureUploadForm
from articles.desk.prose_box import PlainProseBox, ProseBox
from articles.desk.publishing_form import PublishingFields
from articles.desk.together import TogetherFields
from articles.models import Category
from articles.prose.removals import Removals
from languages import column
from library.models import Picture


class ArticleForm(TogetherFields, MatchFields, OwnerFields, PublishingFields, PictureUploadForm):
    """The whole of an article: both languages' texts, the shared facts, and when to publish."""

    asked: dict[str, str] = {}
    # What was typed into an earlier form and is brought back: shown, and checked when it is saved.
    typed: QueryDict | None = None

    picture = forms.ModelChoiceField(
        Picture.objects.in_library(),
        label=_("Picture"),
        required=False,
        widget=PictureChoice(newest=NEWEST_PICTURES),
    )
    remove_picture = forms.BooleanField(label=_("Remove the picture"), required=False)

    def __init__(self, data=None, *args, **kwargs) -> None:
        super().__init__(self.typed if data is None else data, *args, **kwargs)
        if data is None and self.typed is not None:
            self._errors = ErrorDict()
        for strand in strands.names():
            self.fields[merging.opened_name(strand)] = forms.CharField(
                required=False,
                widget=forms.HiddenInput,
                initial=strands.version(self.instance, strand),
            )
        self._choose_way_of_writing()
        self._open_what_the_person_may_write()
        self.add_ticks(self.instance.category if self.instance.category_id else None)
        self.prepare_owner()

        self.show_scheduled_time()
        # What was typed about times before the last save did not publish.
        self.initial |= self.asked

    def _choose_way_of_writing(self) -> None:
        box = PlainProseBox if self.user.writes_plain_text else ProseBox
        for code in languages.codes():
            if field := self.fields.get(column("body", code)):
                field.widget = box(attrs=field.widget.attrs)

    def _open_what_the_person_may_write(self) -> None:
        category = self.instance.category if self.instance.category_id else None
        if "category" in self.fields:
            # A plain choice: the links to add and change categories are the administrator's.
            self.fields["category"] = forms.ModelChoiceField(
                categories_open_to(self.user), label=_("Category")
            )
        for code in languages.codes():
            if rights.may(self.user, rights.WRITE, category, code):
                continue
            for name in strands.text_fields(type(self.instance)):
                if field := self.fields.get(column(name, code)):
                    field.disabled = True

    @property
    def opened_fields(self) -> list:
        """The hidden fields with the versions, for the template."""
        return [self[merging.opened_name(strand)] for strand in strands.names()]

    def clean(self) -> dict:
        cleaned = super().clean()
        self._choose_picture(cleaned)
        if self.instance.pk:
            self._merge(cleaned)
        else:
            self._leave_out_lonely_sources(cleaned)
        self.check_descriptions(cleaned, "picture_alt", ("title", "picture_caption"))
        self.check_times(cleaned)
        self._check_languages(cleaned)
        self.keep_owner(cleaned)
        return cleaned

    def _leave_out_lonely_sources(self, cleaned: dict) -> None:
        """A new form brings sources; where nothing else is written, one is no text."""
        names = {*strands.text_fields(type(self.instance))} - {"source"}
        for code in languages.codes():
            if not any(cleaned.get(column(name, code)) for name in names):
                cleaned[column("source", code)] = ""

    def _choose_picture(self, cleaned: dict) -> None:
        if cleaned.get("picture_upload"):
            cleaned["picture"] = cleaned["picture_upload"]
        elif cleaned.get("remove_picture"):
            cleaned["picture"] = None
            cleaned["picture_is_decorative"] = False
        # A script shows the texts before they are saved; whoever empties a field then means it.
        if cleaned.get("picture_upload") or f"{self.add_prefix('picture')}_by_hand" in self.data:
            self.fill_from_library(cleaned, "picture_")

    def left_out(self) -> list[str]:
        """Say for each language what was typed or brought in and is not stored."""
        said = []
        for code in languages.codes():
            name, removals = column("body", code), Removals()
            if name in self.changed_data:
                prose.clean(self.data.get(self.add_prefix(name), ""), removals)
            if words := removals.of_note().words():
                said.append(
                    _("%(language)s text: %(what)s")
                    % {"language": languages.short_name(code), "what": words}
                )
        return said

    def _merge(self, cleaned: dict) -> None:
        self.opened_before = merging.opened_versions(self.data)
        opened = merging.opened_contents(self.instance, self.opened_before)
        fields = {strand: content["fields"] for strand, content in opened.items()}
        for name in self.merge(cleaned, fields):
            self.mark_as_seen([self.show_conflict(self.instance, name, cleaned[name])])

    def mark_as_seen(self, names: Iterable[str]) -> None:
        """Show the form as opened on what is stored now in these strands.

        Saving again is then a decision made with both texts in sight.
        """
        self._put_back(
            {merging.opened_name(name): strands.version(self.instance, name) for name in names}
        )

    def _check_languages(self, cleaned: dict) -> None:
        # The fields were opened for where the article stands; it may be going somewhere else.
        category = cleaned.get("category")
        for code in languages.codes() if category else []:
            if rights.may(self.user, rights.WRITE, category, code):
                continue
            names = [column(name, code) for name in strands.text_fields(type(self.instance))]
            for name in names:
                if name in self.changed_data and cleaned.get(name):
                    self.add_error(name, _("You may not write in this language in this category."))


def categories_open_to(user):
    rows = Category.objects.filter(section__isnull=False).select_related("section")
    rows = rows.order_by("section__position", "position")
    sections = rights.sections_open_to(user, rights.WRITE)
    return rows if sections is None else rows.filter(section__in=sections)
