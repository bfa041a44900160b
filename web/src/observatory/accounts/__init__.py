"""Who may do what: contributors, editors, administrators."""
