"""Taking the list of enquiries away as a file."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contact import handling
from contact.tables import table

WITH_PERSON = "contact.export_personal_enquiry"


class ExportPage:
    """Mixed into EnquiryAdmin. The file holds what the list holds that the page was opened from."""

    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_name = request.user.has_perm(WITH_PERSON)
        with_person = "_personal" in request.POST
        if with_person and not may_name:
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:contact_enquiry_changelist"))
        if request.method == "POST":
            return self._file(request, rows, with_person)
        context = {
            "title": _("Export as a table"),
            "count": rows.count(),
            "may_name": may_name,
            "back": f"../?{request.GET.urlencode()}",
        }
        return self.render(request, "admin/contact/export.html", None, **context)

    @transaction.atomic
    def _file(self, request: HttpRequest, rows, with_person: bool) -> HttpResponse:
        if with_person:
            rows = list(rows.defer(None))
            handling.note_export([each for each in rows if not each.is_erased], request.user)
        response = HttpResponse(table(rows, with_person), content_type="text/csv; charset=utf-8")
        name = f"enquiries-{timezone.localdate():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
