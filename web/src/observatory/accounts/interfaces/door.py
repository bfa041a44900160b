"""The one door by which people come in."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _


def enter(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Send whoever is not signed in to the sign-in page, which limits how often one may try.

    Stands in for Django's own form, which has no limits.
    """
    desk = reverse("admin:index")
    if not request.user.is_authenticated:
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or desk
        return redirect_to_login(wanted, reverse("account_login"))
    if not (request.user.is_active and request.user.is_staff):
        raise PermissionDenied(_("Your account has no role here: ask an administrator."))
    return HttpResponseRedirect(desk)
