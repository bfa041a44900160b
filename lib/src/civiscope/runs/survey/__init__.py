"""The way through a survey's edition: from its folder to what is published, and checks of that."""
