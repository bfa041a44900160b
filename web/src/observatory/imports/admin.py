"""The kinds of record that editors bring in as tables."""

from django.contrib import admin

from observatory.activities.models import Activity
from observatory.cases.models import Case
from observatory.directory.models import Offer, Organisation, Person, Tool
from observatory.events.models import Event, TrainingSession
from observatory.exercises.models import Exercise
from observatory.imports.interfaces.admin import TablesMixin
from observatory.publications.models import PressMention, Publication
from observatory.records.models import Source

TABLES = (
    Source, Organisation, Person, Tool, Offer, Exercise, Event, TrainingSession, Activity,
    Publication, PressMention, Case,
)  # fmt: skip

for model in TABLES:
    plain = type(admin.site.get_model_admin(model))
    admin.site.unregister(model)
    admin.site.register(model, type(f"{model.__name__}Tables", (TablesMixin, plain), {}))
