"""The way through a coding: codes on all contributions, samples, agreement, shares."""
