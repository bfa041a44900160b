"""REFI-QDA, by which programs of qualitative analysis exchange codebooks and projects."""
