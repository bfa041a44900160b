"""Tables of records, in and out."""
