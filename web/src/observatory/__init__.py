"""The observatory's site: a Django project over the `civiscope` library."""
