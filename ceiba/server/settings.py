"""Every setting in one place. A variable that is set wrongly stops the start, in words; defaults run the example.

``CEIBA_HOME`` is the folder of an embedded installation: database, documents, keys, logs. Secrets are files in it.
``CEIBA_DATABASE_URL`` alone moves an installation to PostgreSQL. docs/settings.md lists every variable.
"""

from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONE, SELF

from ceiba.server import variables

PACKAGE = Path(__file__).resolve().parent.parent

HOME = variables.home("CEIBA_HOME", Path("~/.ceiba"))
DOCUMENTS, KEYS, LOGS = HOME / "documents", HOME / "keys", HOME / "logs"
OPEN_DATA = HOME / "open_data"  # files of publications, made when first asked for; may be deleted at any time
SECRET_KEY = variables.secret(KEYS / "secret")
DEBUG = variables.flag("CEIBA_DEBUG")
# Where the installation is found, as it is told to others; whoever knows it by other names may still come in by them.
ADDRESS = variables.web_address("CEIBA_ADDRESS").rstrip("/")
HOSTS = [*variables.words("CEIBA_HOSTS"), *variables.host_of(ADDRESS)]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *HOSTS]
SECURE = variables.flag("CEIBA_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]
# Whose word on where a request came from is believed.
PROXIES = variables.networks("CEIBA_PROXIES", "127.0.0.1,::1" if SECURE else "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ceiba.ui",
    "ceiba.institutions",
    "ceiba.documents",
    "ceiba.plans",
    "ceiba.indicators",
    "ceiba.projects",
    "ceiba.budgets",
    "ceiba.registers",
    "ceiba.participation",
    "ceiba.snapshots",
    "ceiba.audits",
    "ceiba.approvals",
    "ceiba.intake",
    "ceiba.monitoring",
    "ceiba.publications",
    "ceiba.transparency",
    "ceiba.takeout",
    "ceiba.portal",
    "ninja",
    "ceiba.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ceiba.portal.shelf.Shelf",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "ceiba.institutions.middleware_limits.OneAddress",
    "ceiba.api.door.ApiDoor",
    "ceiba.institutions.middleware_limits.LimitDoor",
    "ceiba.institutions.middleware.PublicDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ceiba.institutions.middleware.PersonLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ceiba.institutions.middleware.FirstRun",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ceiba.institutions.middleware.InstitutionDoor",
]

ROOT_URLCONF = "ceiba.server.urls"
WSGI_APPLICATION = "ceiba.server.wsgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours come before those of the libraries, whose pages we dress.
        "DIRS": [PACKAGE / "ui" / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)] if not DEBUG else _LOADERS,
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "ceiba.ui.templatetags.ceiba",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ceiba.ui.shell.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "ceiba.sqlite3",
    "OPTIONS": {
        # IMMEDIATE: a writer waits at the door instead of failing half-way (docs/decisions).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    },
}
POSTGRESQL = variables.postgresql("CEIBA_DATABASE_URL")
DATABASES = {
    "default": {**POSTGRESQL, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} if POSTGRESQL else SQLITE,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "institutions.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "home", "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "ceiba.institutions.sign_in.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A whole office may come from one address at eight o'clock; what is guarded closely is each account.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,5/5m/key", "reset_password": "20/m/ip,3/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ceiba"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

vars().update(variables.mail("CEIBA_EMAIL_URL"))
DEFAULT_FROM_EMAIL = variables.text("CEIBA_EMAIL_FROM", "ceiba@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
CSRF_FAILURE_VIEW = "ceiba.ui.views.csrf_failed"
TIME_ZONE = variables.time_zone("CEIBA_TIME_ZONE", "America/Guatemala")

STATIC_URL = "static/"
STATIC_ROOT = PACKAGE / "ui" / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DOCUMENTS}},
    # Names carry their digest, so that a browser keeps a file for good; while developing, the files as they are.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A document of 200 MB is refused while it comes in; what is refused is said on a page, not by a cut connection.
MAX_DOCUMENT_BYTES = variables.number("CEIBA_MAX_DOCUMENT_MB", 50) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_HANDLERS = [
    "ceiba.documents.uploads.SizeLimit",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# A language model that suggests what a reading may lack; without an address nobody is asked and nothing leaves.
LANGUAGE_MODEL_URL = variables.web_address("CEIBA_MODEL_URL")
LANGUAGE_MODEL_NAME = variables.text("CEIBA_MODEL_NAME", "default")
LANGUAGE_MODEL_KEY = variables.optional_secret(KEYS / "model")

# Webhooks tell programs of others; with this also those of this machine, by plain http: for trying them.
WEBHOOK_LOOPBACK = variables.flag("CEIBA_WEBHOOK_LOOPBACK")

# What files of open data say of themselves: the registered prefix of identifiers of projects, and their licence.
OC4IDS_PREFIX = variables.identifier("CEIBA_OC4IDS_PREFIX")
OPEN_DATA_LICENSE = variables.web_address("CEIBA_OPEN_DATA_LICENSE")

# For how long a web process answers a public page as it answered it a moment ago; 0 makes it anew every time.
PUBLIC_SHELF_SECONDS = 2

# Requests in a minute: to the API from one address and with one token; pages of the portal that had to be made, files
# and addresses at which there is nothing, from one address; forms that anybody may send, from one address.
LIMITS = {
    "api": variables.number("CEIBA_LIMIT_API", 600),
    "token": variables.number("CEIBA_LIMIT_TOKEN", 600),
    "pages": variables.number("CEIBA_LIMIT_PAGES", 300),
    "forms": variables.number("CEIBA_LIMIT_FORMS", 20),
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

_FACTS: list[Any] = [
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.format_exc_info,
]
structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *_FACTS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": _FACTS,
        }
    },
    "handlers": {
        "file": {
            # Several processes write here and one, the worker's, puts full files aside: the others notice.
            "class": "logging.handlers.WatchedFileHandler",
            "filename": LOGS / "ceiba.log",
            "formatter": "lines",
            "delay": True,
        },
        "console": {"class": "logging.StreamHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["file"] if not DEBUG else ["console", "file"], "level": "INFO"},
}

TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []
