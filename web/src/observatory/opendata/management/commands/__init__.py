"""Writing packs."""
