"""The public index: what visitors list, search and follow."""
