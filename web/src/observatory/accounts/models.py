"""People who sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who proposes, publishes or administers; the role is a group."""
