"""Addresses of the editors' pages, gathered when the first of them is asked for."""

from django.contrib import admin

admin.autodiscover()

urlpatterns = admin.site.get_urls()
