"""Verbs and questions about records."""
