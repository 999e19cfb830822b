from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
@login_required
def choose_interface_language(request: HttpRequest) -> HttpResponse:
    """Keep the language of the admin for this person and go back to where they were."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        request.user.interface_language = language
        request.user.save(update_fields=["interface_language"])
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = reverse("admin:index")
    return HttpResponseRedirect(target)
