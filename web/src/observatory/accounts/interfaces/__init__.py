"""Accounts as administrators see them."""
