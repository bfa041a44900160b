"""Accounts in the admin, and the one door by which people come in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from observatory.accounts.interfaces.admin import AccountAdmin
from observatory.accounts.models import User

# Sign-in has rate limits; Django's own admin form has none, so it is never shown.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = _("The observatory’s desk")
admin.site.site_title = _("The observatory’s desk")
admin.site.index_title = _("What do you want to do?")
admin.site.register(User, AccountAdmin)
# Roles are made by the code: their permissions are no setting.
admin.site.unregister(Group)
