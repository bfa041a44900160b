"""How reports are shown to readers and written by editors."""
