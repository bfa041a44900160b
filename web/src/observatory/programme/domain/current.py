"""The observatory that publishes the site."""

from observatory.programme.models import Observatory
from observatory.records.enums import Status


def published_observatory() -> Observatory | None:
    """Return the observatory with its host; None until one is published (one query)."""
    public = Observatory.objects.filter(status=Status.PUBLISHED)
    return public.select_related("host").order_by("key").first()
