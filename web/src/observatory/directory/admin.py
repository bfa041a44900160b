"""Organisations, people, tools and offers in the admin."""

from django.contrib import admin

from observatory.directory.models import Offer, Organisation, Person, Tool
from observatory.records.interfaces.admin import RecordAdmin

for model in (Organisation, Person, Tool, Offer):
    admin.site.register(model, RecordAdmin)
