"""Exercises in the admin."""

from django.contrib import admin

from observatory.exercises.models import Exercise
from observatory.records.interfaces.admin import RecordAdmin

admin.site.register(Exercise, RecordAdmin)
