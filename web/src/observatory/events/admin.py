"""Events, sessions and training in the admin."""

from django.contrib import admin

from observatory.events.interfaces.admin import EventAdmin, SessionAdmin
from observatory.events.models import Event, Session, Training, TrainingSession
from observatory.records.interfaces.admin import RecordAdmin

admin.site.register(Event, EventAdmin)
admin.site.register(Session, SessionAdmin)
for model in (Training, TrainingSession):
    admin.site.register(model, RecordAdmin)
