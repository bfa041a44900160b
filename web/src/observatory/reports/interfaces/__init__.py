"""Forms of the report's texts."""
