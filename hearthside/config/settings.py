"""Settings: one file, read from the environment, strict. docs/reference/settings.md lists each variable."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hearthside.core import keys
from hearthside.outbox import mail_server
from hearthside.outbox.telephone import address as telephone_address


def _variable(name: str, default: str = "") -> str:
    """`HEARTHSIDE_<name>`, or the text of the file that `HEARTHSIDE_<name>_FILE` names."""
    file = os.environ.get(f"HEARTHSIDE_{name}_FILE")
    return Path(file).read_text().strip() if file else os.environ.get(f"HEARTHSIDE_{name}", default)


def _switch(name: str) -> bool:
    value = _variable(name, "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"HEARTHSIDE_{name} is '{value}'. Set it to yes or no.")
    return value == "yes"


PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(_variable("DATA", "var")).resolve()
PORT = int(_variable("PORT", "8000"))
BASE_URL = _variable("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
DEBUG = False

try:
    KEYS = {name: keys.read(DATA / "keys", name) for name in keys.NAMES}
except FileNotFoundError as error:
    raise ImproperlyConfigured(f"There are no keys in {DATA / 'keys'}. Run 'hearthside start' first, or set HEARTHSIDE_DATA.") from error
SECRET_KEY = KEYS["secret"].hex()

_host = BASE_URL.split("://", 1)[-1].rsplit(":", 1)[0]
ALLOWED_HOSTS = [_host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "hearthside.accounts",  # before allauth, whose pages it words anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "hearthside.core",
    "hearthside.audit",
    "hearthside.outbox",
    "hearthside.organisation",
    "hearthside.people",
    "hearthside.surveys",
    "hearthside.surveys.answers",
    "hearthside.encounters",
    "hearthside.safety",
    "hearthside.one_to_one",
    "hearthside.checkins",
    "hearthside.gatherings",
    "hearthside.reports",
    "hearthside.home",
    "hearthside.cli",
]

MIDDLEWARE = [
    "hearthside.gatherings.calendar.middleware.KeptAnswersMiddleware",  # the public calendar, ready with the head of those below
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hearthside.surveys.middleware.SurveyAddressMiddleware",  # answers /s/ here: below it there are sessions
    "hearthside.gatherings.door.middleware.DoorAddressMiddleware",  # answers /door/ here, which knows a device and nobody
    "hearthside.gatherings.calendar.middleware.PublicAddressMiddleware",  # and the public calendar
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hearthside.home.offline.middleware.SentLaterMiddleware",  # what phones kept without signal is answered with a number
    "hearthside.accounts.middleware.SignInMiddleware",
    "hearthside.people.middleware.ActorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hearthside.config.urls"
WSGI_APPLICATION = "hearthside.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["hearthside.core.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hearthside.organisation.context.house",
                "hearthside.home.context.navigation",
            ],
        },
    }
]

# Databases. SQLite is one file in the data folder; PostgreSQL is one environment variable.

_SQLITE = "PRAGMA busy_timeout=30000;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
_WORK = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;"
# The answers leave nothing behind in a journal, in freed pages or in a write-ahead log (docs/why/anonymity.md).
_SEALED = "PRAGMA journal_mode=TRUNCATE;PRAGMA secure_delete=ON;PRAGMA synchronous=FULL;"


def _database(name: str, file: str, pragmas: str) -> dict:
    url = _variable(name)
    if url:
        return dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": _SQLITE + pragmas},
    }


DATABASES = {
    "default": _database("DATABASE_URL", "hearthside.sqlite3", _WORK),
    "answers": _database("ANSWERS_URL", "answers.sqlite3", _SEALED),
}
DATABASE_ROUTERS = ["hearthside.surveys.routing.AnswersRouter"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Language and time. The organisation's own zone and languages are rows; these are what holds before they are read.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = _variable("TIME_ZONE", "UTC")
USE_TZ = True

# Static files and safety of every page

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
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
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _switch("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_ENGINE = "hearthside.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # HTTPS is the proxy's, and said so in docs/how-to/install.md

# Sign-in (django-allauth): a code by e-mail or a passkey, never a password. Beside it a texted code and a printed card.

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["hearthside.people.backend.PersonBackend"]
ACCOUNT_ADAPTER = "hearthside.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "hearthside.accounts.forms.EmailForm", "confirm_login_code": "hearthside.accounts.forms.EmailedCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make the house write to a stranger
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,12/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
MFA_ADAPTER = "hearthside.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "hearthside.accounts.forms.SecondStepForm",
    "reauthenticate": "hearthside.accounts.forms.SecondStepAgainForm",
    "activate_totp": "hearthside.accounts.forms.AppForm",
    "add_webauthn": "hearthside.accounts.forms.PasskeyForm",
    "login_webauthn": "hearthside.accounts.forms.PasskeyEntranceForm",
    "authenticate_webauthn": "hearthside.accounts.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "hearthside.accounts.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

# Mail: without a mail server the outbox page shows what is to be sent, and people send it by hand. A channel that has
# a provider names its class here. Texts and calls through the organisation's number are docs/how-to/telephone.md.

EMAIL_URL = _variable("EMAIL_URL")
if EMAIL_URL:
    globals().update(mail_server.read(EMAIL_URL))
OUTBOX_PROVIDERS = {"mail": "hearthside.outbox.providers.SmtpMail"} if EMAIL_URL else {}
TELEPHONE = telephone_address.read(_variable("TELEPHONE_URL"))
TELEPHONE_LINE = telephone_address.read_line(_variable("TELEPHONE_LINE"))
if TELEPHONE:
    OUTBOX_PROVIDERS["sms"] = "hearthside.outbox.telephone.provider.Texts"
DEFAULT_FROM_EMAIL = _variable("EMAIL_FROM", f"hearthside@{_host}")

# No survey code, person or answer may reach a log: our own lines carry identifiers of acts, never words of people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {"private": {"()": "hearthside.gatherings.calendar.logs.PrivateAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["private"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
