"""Activities and dossiers in the admin."""

from django.contrib import admin

from observatory.activities.models import Activity, Dossier
from observatory.records.interfaces.admin import RecordAdmin

for model in (Activity, Dossier):
    admin.site.register(model, RecordAdmin)
