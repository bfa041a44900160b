"""From a file of votes to opinion groups that anyone can check."""
