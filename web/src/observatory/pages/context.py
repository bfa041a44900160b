"""What every page knows."""

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001  # Django's signature
    """Return nothing yet."""
    return {}
