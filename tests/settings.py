"""Settings of the tests: those of the product, in a home that lasts as long as they do."""

import os
import tempfile
from pathlib import Path

os.environ["CEIBA_HOME"] = tempfile.mkdtemp(prefix="ceiba-tests-")
os.environ.setdefault("CEIBA_DEBUG", "0")

from ceiba.server.settings import *  # noqa: F403
from ceiba.server.settings import DATABASES, HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the product's is slow on purpose
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
PUBLIC_SHELF_SECONDS = 0  # a test changes what is published and asks at once
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, because the server of a browser test is another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
# All tests ask from one address.
LIMITS = dict.fromkeys(LIMITS, 1_000_000)
