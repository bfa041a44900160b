"""Loading packs."""
