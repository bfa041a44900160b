"""The observatory's site: a Django project over the `civiscope` library."""

__version__ = "0.1.0"
