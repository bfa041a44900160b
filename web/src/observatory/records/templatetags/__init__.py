"""What templates of the admin ask about records."""
