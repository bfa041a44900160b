"""What the public index is made of, and how it is read."""
