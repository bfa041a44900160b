"""Data that leaves the site: packs, feeds, calendar, linked data."""
