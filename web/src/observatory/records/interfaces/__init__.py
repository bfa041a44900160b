"""Records as editors see them."""
