"""Settings of one's own machine: SQLite, a secret made on the first start."""

import secrets

from observatory.settings import environment
from observatory.settings.base import *  # noqa: F403  # settings modules extend one another


def _secret() -> str:
    path = environment.VAR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret()
DEBUG = environment.flag("OBSERVATORY_DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
