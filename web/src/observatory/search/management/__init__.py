"""Rebuilding the index."""
