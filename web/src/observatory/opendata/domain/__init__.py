"""What the site gives away, and in which formats."""
