"""Publications and press mentions."""
