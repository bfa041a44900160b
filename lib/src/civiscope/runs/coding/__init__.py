"""The ways through coding, from files to a published folder."""
