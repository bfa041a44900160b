"""Loading packs of facts into the database."""
