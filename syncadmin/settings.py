"""Settings: one file, and every choice that can be made is the environment's."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from environs import validate

from syncadmin import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# What the environment decides

env = environment.reader()

SECRET_KEY = env.str("SECRET_KEY", validate=environment.NOT_EMPTY)
CREDENTIALS_KEY: list[str] = env.keys("CREDENTIALS_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"], subcast=str.strip
)
SYNC_LEASE_SECONDS = env.int(
    "SYNC_LEASE_SECONDS", default=120, validate=validate.Range(min=1)
)
database = env.database(
    "DATABASE_URL", default=f"sqlite:///{VAR_DIR}/syncadmin.sqlite3"
)
redis_url = env.redis("REDIS_URL", default="")
email = env.email("EMAIL_URL", default="console:")
public_url = env.address("PUBLIC_URL", default="")
METRICS_TOKEN = env.token("METRICS_TOKEN", default="")
workers = env.int("WORKERS", default=2, validate=validate.Range(min=1))
log_format = env.str(
    "LOG_FORMAT", default="text", validate=validate.OneOf(["text", "json"])
)

environment.seal(env)

# The application

INSTALLED_APPS = [
    "integrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_q",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page of many rows is a tenth as long. What gives secrets away in compressed
    # pages does not here: other sites cannot ask for one with a person's session
    # (SameSite), the CSRF token is masked anew in each, and Django varies the length.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "integrations.views.signing_in.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "integrations.middleware.signed_out",
    "integrations.middleware.toasts",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "syncadmin.urls"
WSGI_APPLICATION = "syncadmin.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "integrations.templatetags.spoken",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Data

DATABASES = {
    "default": {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True},
}

if database["ENGINE"] == "django.db.backends.sqlite3":
    Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Wait for the write lock at BEGIN: an upgrade from reading fails at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
            # Kilobytes for each connection, and a worker has one for each thread.
            "PRAGMA cache_size=-8000;"
        ),
    }

CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_url,
        }
        if redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# Calls a second, and how many may come early. 18.1 and a burst of 4 stay within
# HubSpot's documented 190 in any 10 s, with room for calls that a busy machine delays
# and so brings closer together. Search allows 5 a second for all apps of an account.
# Salesforce limits the day.

CALL_RATES = {"hubspot": (18.1, 4), "hubspot-search": (4, 0), "salesforce": (50, 25)}

# Background work: the queue only wakes the workers, retries are the engine's own.

Q_CLUSTER = {
    "name": "sync",
    "orm": "default",
    "workers": workers,
    "queue_limit": 1,
    "timeout": 300,  # a slice of 20 s, and the calls of a batch at their slowest
    "retry": 1000,
    "max_attempts": 1,
    "ack_failures": True,
    "save_limit": -1,
    "recycle": 200,
    "max_rss": 500_000 if sys.platform == "linux" else None,  # macOS counts bytes
    "poll": 1.0,
    "catch_up": False,
    "guard_cycle": 0.5,
}

# Who may come in

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "companies-tab"
LOGOUT_REDIRECT_URL = "login"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False

# What a browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"

if public_url.hostname:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, public_url.hostname]
    CSRF_TRUSTED_ORIGINS = [f"{public_url.scheme}://{public_url.netloc}"]

if public_url.scheme == "https":
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by machines on the inside
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: not ours to promise for a whole domain
    "security.W021",  # HSTS preload: the same
]

# A value map is sent with a field per choice, and dropdowns have thousands.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000

# Static files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Language and time

LANGUAGES = [("en", "English"), ("it", "Italiano"), ("fr", "Français")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "integrations" / "locale"]
FORMAT_MODULE_PATH = "syncadmin.formats"
TIME_ZONE = "UTC"
USE_TZ = True

# Mail

EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_HOST = email["EMAIL_HOST"]
EMAIL_PORT = email["EMAIL_PORT"]
EMAIL_HOST_USER = email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = email["EMAIL_FILE_PATH"]
DEFAULT_FROM_EMAIL = email.get("DEFAULT_FROM_EMAIL", "syncadmin@localhost")

# Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": log_format}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "django-q": {"level": "WARNING"}},
}
