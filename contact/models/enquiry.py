from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contact.references import new_reference


class EnquiryQuerySet(models.QuerySet):
    def waiting(self) -> "EnquiryQuerySet":
        """Enquiries that nobody has answered yet."""
        return self.filter(state=Enquiry.State.OPEN)

    def overdue(self) -> "EnquiryQuerySet":
        """Waiting enquiries whose day of answer has passed."""
        return self.waiting().filter(due_on__lt=timezone.localdate())


class Enquiry(models.Model):
    """What somebody wrote through the contact form, and how far its answer has come."""

    class Kind(models.TextChoices):
        INVESTING = "investing", _("Investing and opportunities")
        LIVING = "living", _("Living, visas and schools")
        MEDIA = "media", _("News and media")
        MISTAKE = "mistake", _("A mistake on this site")
        OTHER = "other", _("Something else")

    class Sector(models.TextChoices):
        CARS = "cars", _("Cars and parts")
        ELECTRONICS = "electronics", _("Electronics and chips")
        EQUIPMENT = "equipment", _("Equipment and robots")
        MEDICINE = "medicine", _("Medicine and health")
        DIGITAL = "digital", _("Software and data")
        FINANCE = "finance", _("Finance")
        LOGISTICS = "logistics", _("Trade and logistics")
        SERVICES = "services", _("Services and culture")
        OTHER = "other", _("Another sector")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    # What is erased in the end. `contact.erasing` and the desk's hiding go by this list.
    PERSONAL = ("name", "email", "organisation", "country", "phone", "about", "message")

    reference = models.CharField(
        _("number"), max_length=12, unique=True, editable=False, default=new_reference
    )
    # One for each sending of a form with one text: a reload finds what it has sent already.
    sending = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country or region"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    kind = models.CharField(_("about"), max_length=20, choices=Kind)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    about = models.CharField(_("about the page"), max_length=300, blank=True)
    message = models.TextField(_("question"), blank=True)
    language = models.CharField(_("written on the page in"), max_length=10)
    answer_language = models.CharField(_("answer in"), max_length=10, choices=settings.LANGUAGES)
    consented_at = models.DateTimeField(_("consent given"))
    # Which text the consent speaks of: the day the privacy policy was last changed.
    policy_of = models.DateTimeField(_("privacy policy of"), null=True, blank=True)

    created_at = models.DateTimeField(_("received"), default=timezone.now)
    due_on = models.DateField(_("answer due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the hands of"),
    )
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    erase_on = models.DateField(_("to be erased on"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    # The letter that acknowledged it; replies continue its thread.
    acknowledged_by = models.CharField(max_length=200, blank=True, editable=False)
    # When the desk was told that it had come in.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        permissions = [("export_personal_enquiry", "Can export enquiries with personal details")]
        indexes = [
            models.Index(fields=["state", "due_on"], name="enquiry_state_due"),
            models.Index(fields=["-created_at"], name="enquiry_newest"),
            models.Index(fields=["erase_on"], name="enquiry_to_erase", condition=Q(erased_at=None)),
            models.Index(fields=["email", "created_at"], name="enquiry_by_sender"),
            models.Index(fields=["told_at"], name="enquiry_told"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def is_overdue(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()
