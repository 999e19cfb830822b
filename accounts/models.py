from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who works in the admin. Visitors have no accounts."""

    email = models.EmailField(_("e-mail address"), blank=True)
    interface_language = models.CharField(
        _("language of the admin"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Left empty, the admin follows the language of the browser."),
    )

    writes_plain_text = models.BooleanField(
        _("writes in a plain text area"),
        default=False,
        help_text=_("Articles are then written without the editor, in an ordinary text area."),
    )
    password_mail_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
