"""Codebooks, what people and machines code with them, and what shares follow."""
