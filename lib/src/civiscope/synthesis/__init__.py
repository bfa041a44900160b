"""Synthesis: the themes of contributions, what they count, and how sure that is."""
