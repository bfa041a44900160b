"""From a file of contributions to a synthesis that anyone can check."""
