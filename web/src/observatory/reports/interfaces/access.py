"""Who comes to the pages where a report is written: editors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from observatory.accounts.permissions import check_edit

Options = ParamSpec("Options")
View = Callable[Concatenate[HttpRequest, Options], HttpResponse]


def for_editors(view: View[Options]) -> View[Options]:
    """Send whoever is not signed in to the sign-in page, and refuse whoever is no editor."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Options.args, **options: Options.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        check_edit(request.user)
        return view(request, *args, **options)

    return guarded
