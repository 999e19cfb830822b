"""What was ticked in a list, before Django hands it to the database as it was sent."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest

from library.desk.frame import can_be_id


class ChosenRows:
    """Mixed into the admin of a list with actions: what can be no id counts as not ticked."""

    def response_action(self, request: HttpRequest, queryset: QuerySet):
        request.POST = data = request.POST.copy()
        chosen = data.getlist(ACTION_CHECKBOX_NAME)
        data.setlist(ACTION_CHECKBOX_NAME, [each for each in chosen if can_be_id(each)])
        return super().response_action(request, queryset)
