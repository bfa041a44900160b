"""Addresses of the site that readers have: French without a prefix, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from observatory.opendata.urls import once

urlpatterns = [
    *once,
    *i18n_patterns(
        path("compte/", include("allauth.account.urls")),
        path("", include("observatory.opendata.urls")),
        path("", include("observatory.reports.urls")),
        path("", include("observatory.pages.urls")),
        prefix_default_language=False,
    ),
]
