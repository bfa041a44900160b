"""Settings of the tests: fast passwords, a fixed secret, the database of `DATABASE_URL`."""

import tempfile
from pathlib import Path

from observatory.settings.base import *  # noqa: F403  # settings modules extend one another

SECRET_KEY = "tests only"  # noqa: S105  # tests need no secret
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.gettempdir()) / "observatory-test-media"
DOWNLOADS_ROOT = Path(tempfile.gettempdir()) / "observatory-test-downloads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests read static files where they lie: nothing is gathered first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
