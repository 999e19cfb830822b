"""The contact page, and the page that says a question has arrived."""

import logging

from django.core import signing
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from articles.models import Article, Category
from articles.views import PublicView
from contact import form_pages, refusals, subjects
from contact.forms import EnquiryForm
from contact.models import Enquiry
from contact.receiving import receive

logger = logging.getLogger(__name__)
# A form with errors. Told "no-store", a browser has nothing to show when its reader comes back to
# what was typed, and asks to send the form anew. Nobody but the browser may keep it.
FOR_THE_WAY_BACK = "private, no-cache"
_receipts = signing.Signer(salt="contact.receipt")


# There is no cookie for a CSRF token; `form_pages` stands in for it.
@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class ContactPage(PublicView):
    """The form and who can be reached how else. Never stored: it carries a one-time id."""

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except DatabaseError:
            if request.method != "POST":
                raise
            response = self._not_saved(request)
        is_shown_again = request.method == "POST" and not response.has_header("Location")
        response["Cache-Control"] = FOR_THE_WAY_BACK if is_shown_again else "no-store"
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        # A link may say what it is about: /en/contact/?kind=mistake&about=/en/news/
        given = {name: request.GET.get(name) for name in ("kind", "about")}
        if searched := subjects.searched(given["about"]):
            given["message"] = _("I was looking for: %(words)s") % {"words": searched}
        form = EnquiryForm(language=self.language, initial=given)
        return self._page(form, form_pages.new_token())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EnquiryForm(request.POST, language=self.language)
        try:
            one_time_id = form_pages.check(request) if form.is_valid() else None
            if one_time_id is None:
                return self._page(form, form_pages.kept_token(request))
            enquiry = receive(
                form.cleaned_data,
                one_time_id=one_time_id,
                language=self.language,
                address=request.META.get("REMOTE_ADDR", ""),
            )
        except form_pages.Refused as refusal:
            logger.info("enquiry refused", extra={"reason": type(refusal).__name__})
            return self._page(form, form_pages.kept_token(request), refusals.of(refusal))
        return HttpResponseRedirect(reverse("contact-sent", args=[_receipts.sign(enquiry)]))

    def _page(self, form: EnquiryForm, token: str, refusal=None) -> HttpResponse:
        category = get_object_or_404(Category.objects.select_related("section"), key="site.contact")
        rows = Article.objects.public(self.language).filter(category=category)
        context = {
            "form": form,
            "token": token,
            "refusal": refusal,
            "category": category,
            "article": rows.newest(self.language).first(),
        }
        status = refusal.status if refusal else 200
        response = render(self.request, "contact/contact.html", context, status=status)
        if refusal and refusal.wait:
            response["Retry-After"] = str(refusal.wait)
        return response

    def _not_saved(self, request: HttpRequest) -> HttpResponse:
        # The database is what failed, so this page asks it nothing.
        logger.exception("enquiry not stored")
        form = EnquiryForm(request.POST, language=self.language)
        context = {"form": form, "token": form_pages.kept_token(request)}
        return render(request, "contact/not_saved.html", context, status=503)


@method_decorator(never_cache, name="dispatch")
class SentPage(PublicView):
    """The number of an enquiry, and when the answer comes."""

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        try:
            reference = _receipts.unsign(receipt)
        except signing.BadSignature as error:
            raise Http404 from error
        enquiry = get_object_or_404(Enquiry, reference=reference)
        return render(request, "contact/sent.html", {"enquiry": enquiry})
