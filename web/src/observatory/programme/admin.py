"""The observatory itself in the admin."""

from django.contrib import admin

from observatory.programme.models import (
    Action,
    Highlight,
    Objective,
    Observatory,
    Partnership,
    Pole,
    TeamMember,
)
from observatory.records.interfaces.admin import RecordAdmin

for model in (Observatory, Objective, Pole, TeamMember, Partnership, Action, Highlight):
    admin.site.register(model, RecordAdmin)
