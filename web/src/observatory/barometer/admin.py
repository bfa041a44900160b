"""Surveys and editions in the admin."""

from django.contrib import admin

from observatory.barometer.models import Edition, Survey
from observatory.records.interfaces.admin import RecordAdmin

for model in (Survey, Edition):
    admin.site.register(model, RecordAdmin)
