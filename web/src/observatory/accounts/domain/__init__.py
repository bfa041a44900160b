"""Verbs about accounts."""
