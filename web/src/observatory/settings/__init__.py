"""Settings, one module per place the site runs in."""
