"""Addresses of the site: the editors' pages, then those that readers have."""

from django.contrib import admin
from django.urls import path

from observatory import public_urls

admin.autodiscover()

urlpatterns = [path("admin/", admin.site.urls), *public_urls.urlpatterns]
