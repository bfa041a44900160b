"""Accounts in the admin, and the one door by which people come in."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from observatory.accounts.interfaces.admin import AccountAdmin
from observatory.accounts.interfaces.door import enter
from observatory.accounts.models import User

admin.site.login = enter  # type: ignore[method-assign]  # in place of Django's own form
admin.site.site_header = _("The observatory’s desk")
admin.site.site_title = _("The observatory’s desk")
admin.site.index_title = _("What do you want to do?")
admin.site.register(User, AccountAdmin)
# Roles are made by the code: their permissions are no setting.
admin.site.unregister(Group)
