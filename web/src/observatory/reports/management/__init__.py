"""Writing and checking reports."""
