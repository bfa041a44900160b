"""Events as editors see them."""
