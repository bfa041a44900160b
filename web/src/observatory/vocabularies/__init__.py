"""Controlled vocabularies: schemes and their concepts, in French and English."""
