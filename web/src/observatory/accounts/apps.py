"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.accounts"
    verbose_name = _("accounts")
