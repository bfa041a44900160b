"""Cases in the admin."""

from django.contrib import admin

from observatory.cases.models import Case
from observatory.records.interfaces.admin import RecordAdmin

admin.site.register(Case, RecordAdmin)
