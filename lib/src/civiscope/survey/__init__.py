"""Surveys repeated over the years: what was asked, what was answered, what may be said of it."""
