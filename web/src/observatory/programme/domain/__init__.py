"""Questions about the observatory itself."""
