"""The pages visitors read."""
