"""The directory: organisations, people, tools and offers."""
