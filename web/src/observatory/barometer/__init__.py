"""Surveys of local authorities, their editions and published figures."""
