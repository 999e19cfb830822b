"""What every page of the library around Django's own has in common."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The largest id that a database takes.
_LONGEST_ID = 18


def can_be_id(text: str) -> bool:
    """Tell whether a text from an address can be the id of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID


class Frame:
    """Mixed into PictureAdmin: pages in the frame of the desk."""

    def page(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/library/picture/{template}", context)
