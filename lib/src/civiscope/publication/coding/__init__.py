"""What people code with: a page that works offline, and a workbook."""
