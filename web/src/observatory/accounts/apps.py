"""Accounts: who signs in, and what each role may do."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Its name, its words, and the roles made after each migration."""

    name = "observatory.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Make the roles once the tables are there."""
        from observatory.accounts.domain.roles import grant_roles  # noqa: PLC0415  # app registry is ready only here

        # Django makes the permissions of each app after its tables: all are there after the last.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(grant_roles, sender=last, dispatch_uid="observatory.accounts.roles")
