from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvestingConfig(AppConfig):
    name = "investing"
    verbose_name = _("Investing")
