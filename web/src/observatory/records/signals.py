"""What records tell the apps above them."""

from django.dispatch import Signal

# Sent with `record` (the saved record, as its own kind) inside the transaction that saved it.
record_changed = Signal()
