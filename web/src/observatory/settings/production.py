"""Settings of a server: everything that matters comes from the environment."""

from observatory.settings import environment
from observatory.settings.base import *  # noqa: F403  # settings modules extend one another

SECRET_KEY = environment.text("OBSERVATORY_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.words("OBSERVATORY_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environment.flag("OBSERVATORY_HTTPS", default=True)
SECURE_HSTS_SECONDS = environment.number("OBSERVATORY_HSTS_SECONDS", 31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
