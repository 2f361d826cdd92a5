"""Settings. Everything a place may differ in comes from the environment and fails loudly when it is wrong."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
YANPAN_HOME = Path(os.environ.get("YANPAN_HOME", "var")).resolve()
# Where archives go by themselves; a folder on another disk outlives this one.
YANPAN_BACKUPS = Path(os.environ.get("YANPAN_BACKUPS", YANPAN_HOME / "backups")).resolve()
# The mark of a drill lies in the home itself, so no command can show its data without the words 演练数据.
DRILL = (YANPAN_HOME / "drill").exists()


def _session_key() -> str:
    """A random key per home; without a home yet (help, checks) a random one for this process."""
    path = YANPAN_HOME / "keys" / "session"
    return path.read_text().strip() if path.exists() else os.urandom(32).hex()


SECRET_KEY = _session_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("YANPAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "yanpan.base.vault.sqlite",
        "NAME": str(YANPAN_HOME / "yanpan.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # 64 MB of pages a connection: with SQLite's 2 MB the indexes of a register are written again and again.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536;",
        },
        "CONN_MAX_AGE": None,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme != "postgresql" or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "YANPAN_DATABASE is postgresql://USER:PASSWORD@HOST:PORT/NAME, or unset for SQLite"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"server_side_binding": True},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


_DATABASE = os.environ.get("YANPAN_DATABASE", "")
DATABASES = {"default": _postgresql(_DATABASE) if _DATABASE else _sqlite()}

BASE_APPS = [
    "vault",
    "audit",
    "places",
    "accounts",
    "events",
    "people",
    "tasks",
    "notices",
    "indicators",
    "documents",
    "jobs",
    "sync",
    "upkeep",
]
ROOMS = ["verification", "supervision"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    *[f"yanpan.base.{name}" for name in BASE_APPS],
    "yanpan.shell",
    *[f"yanpan.streams.{name}" for name in ROOMS],
    "yanpan.hq",
    "yanpan.demo.apps.DemoConfig",
]
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yanpan.shell.middleware.RequestLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yanpan.shell.middleware.RefusalPages",
    "yanpan.shell.middleware.ActorOfRequest",
    "yanpan.shell.middleware.ContentPolicy",
]
ROOT_URLCONF = "yanpan.config.urls"
WSGI_APPLICATION = "yanpan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "yanpan.shell.context.frame",
            ],
            "string_if_invalid": "",
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [str(PACKAGE / "locale")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# While a drill's day is built, and in tests, jobs run at once; everything else goes to the worker process.
INLINE_JOBS = os.environ.get("YANPAN_INLINE_JOBS") == "1"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if INLINE_JOBS
        else "django_tasks_db.DatabaseBackend",
    }
}
YANPAN_CLOCK = "yanpan.demo.clock.drill_now" if DRILL else "yanpan.base.gate.clock.wall_clock"
YANPAN_FRAME_EXTRA = "yanpan.demo.views.frame_extra" if DRILL else ""

SESSION_COOKIE_NAME = "yanpan"
SESSION_COOKIE_AGE = 14 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HTTPS = os.environ.get("YANPAN_HTTPS") == "1"
if SECURE_HTTPS:  # behind a proxy that ends TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SESSION_COOKIE_SECURE = SECURE_HTTPS
CSRF_COOKIE_SECURE = SECURE_HTTPS
CSRF_FAILURE_VIEW = "yanpan.shell.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 51 * 1024 * 1024
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "yanpan.kernel.faults.KindAndPlace",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Every 4xx would be logged with its path; a slip's code is in one.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": os.environ.get("YANPAN_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
