"""What every app shares: dates, fields, formats, layout."""
