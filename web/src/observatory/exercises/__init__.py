"""Participation exercises, their steps and the tools deployed in them."""
