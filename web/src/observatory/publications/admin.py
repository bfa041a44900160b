"""Publications and press mentions in the admin."""

from django.contrib import admin

from observatory.publications.models import PressMention, Publication
from observatory.records.interfaces.admin import RecordAdmin

for model in (Publication, PressMention):
    admin.site.register(model, RecordAdmin)
