"""The only settings of the product; environment variables decide.

A wrong value stops the start with one sentence that names the variable. `manage.py write_settings` makes
docs/operate/settings.md of the declarations below.
"""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from stappenplan.operations.configuration import env
from stappenplan.operations.configuration.env import Limit

BASE_DIR = Path(__file__).resolve().parent.parent

# Read when NumPy is loaded. Our sums are small: spread over threads, they take ten times as long on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

environ.Env.read_env(BASE_DIR / ".env")


def read_database(url):
    """The connection of Django for a DATABASE_URL, with options measured for concurrent writers."""
    try:
        config = environ.Env.db_url_config(url or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    except (ValueError, ImproperlyConfigured):
        config = {}
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        # IMMEDIATE takes the write lock at the start of a transaction: without it, two writers that both
        # read first end in "database is locked".
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        }
        config["CONN_MAX_AGE"] = None
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        config["OPTIONS"] = config.get("OPTIONS", {}) | {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
        config["CONN_HEALTH_CHECKS"] = True  # after an outage of the database, no request gets a dead connection
    else:
        env.refuse_value("DATABASE_URL", "start it with postgres:// or sqlite:///")
    return config


def is_year_or_date(text):
    """Whether a setting is empty, a year, or a date of the calendar, written as ISO 8601 does."""
    try:
        return text == "" or bool(date.fromisoformat(f"{text}-01-01" if len(text) == 4 else text))
    except ValueError:
        return False


def is_origin(text):
    """Whether a text names a site, and nothing else, as a security policy does; `https://*.example.nl` names many."""
    label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    parts = re.fullmatch(rf"https?://(\*\.{label}\.)?{label}(\.{label})*(:(?P<port>[1-9]\d{{0,4}}))?", text)
    return parts is not None and int(parts["port"] or 443) < 2**16


# --- the site and its addresses ------------------------------------------------------------------------------------

DEBUG = env.read_switch(
    "DEBUG", False, "`1` for development: error pages with details, static files straight from their folder"
)
HTTPS = env.read_switch(
    "HTTPS",
    False,
    "`1` behind a proxy that serves https: secure cookies, HSTS, redirect to https. "
    "The proxy must set `X-Forwarded-Proto` itself",
)
SECRET_KEY = env.read_text(
    "SECRET_KEY",
    "only-for-development" if DEBUG else "",
    "A long random text; required when more than one machine serves the site",
    shown="generated once by `bin/run`, stored in `.cache/secret_key`",
)
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it to a long random text that you keep secret.")
ALLOWED_HOSTS = env.read_texts(
    "ALLOWED_HOSTS",
    ["127.0.0.1", "localhost", "[::1]"],
    "The host names under which visitors reach the site, separated by commas. "
    "The first that is a full name stands on the residents' pages",
    is_allowed=bool,
    expected="give host names",
)
CSRF_TRUSTED_ORIGINS = env.read_texts(
    "TRUSTED_ORIGINS",
    [],
    "Full origins that forms may come from, such as `https://stappenplan.example.nl`, "
    "behind a proxy that changes the host",
    is_allowed=lambda origins: all("://" in origin for origin in origins),
    expected="give full origins such as https://stappenplan.example.nl",
)
DATABASES = {
    "default": read_database(
        env.read_text(
            "DATABASE_URL",
            "",
            "`postgres://user:password@host/name`, or `sqlite:////full/path.sqlite3`",
            shown="SQLite in `db.sqlite3`",
        )
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMBED_ORIGINS = env.read_texts(
    "EMBED_ORIGINS",
    [],
    "The sites that may show the quick check and the page of a municipality in a frame, such as "
    "`https://www.example.nl`: see [embedding](embedding.md). Without it no site may",
    is_allowed=lambda origins: all(map(is_origin, origins)),
    expected="give full origins such as https://www.example.nl or https://www.example.nl:8443, in small letters and "
    "without a path or a slash behind it",
)
PROXIES = env.read_number(
    "PROXIES",
    0,
    "The number of your own proxies in front of the site, counted from the right in `X-Forwarded-For`. "
    "With `0`, all visitors behind a proxy share one rate limit",
    is_allowed=lambda number: 0 <= number <= 9,
    expected="give the number of proxies, 0 to 9",
)

# --- the operator --------------------------------------------------------------------------------------------------

OPERATOR_NAME = env.read_text(
    "OPERATOR_NAME",
    "",
    "Required on a public site: the organisation or person that runs it, as the foot of each page, the privacy page, "
    "reports and the API name it. Without it these say that it is missing, and `check --deploy` fails",
)
CONTACT = env.read_text(
    "CONTACT",
    "",
    "Required on a public site: an e-mail address or link to reach the people who run it. Without it the pages say "
    "that there is none yet, there is no `/.well-known/security.txt`, and `check --deploy` fails",
)
OPERATOR_ADDRESS = env.read_text("OPERATOR_ADDRESS", "", "The postal address of the operator")
OPERATOR_REGISTER = env.read_text(
    "OPERATOR_REGISTER", "", "The operator's entry in a public register, such as `KvK 12345678`"
)
MAKERS = env.read_text("MAKERS", "", "The makers of this site, in a sentence in Dutch for “Wie maakt dit”")
EDITORS = env.read_text("EDITORS", "", "The editors of the facts, in a sentence in Dutch for “Wie maakt dit”")
FUNDING = env.read_text(
    "FUNDING", "", "Where the money for this site comes from, in a sentence in Dutch for “Wie maakt dit”"
)
SINCE = env.read_text(
    "SINCE",
    "",
    "Since when this site is there: a year, or a date such as `2026-11-01`",
    is_allowed=is_year_or_date,
    expected="give a year such as 2026, or a date such as 2026-11-01",
)

# --- plans, reports and limits -------------------------------------------------------------------------------------

PLAN_DAYS = env.read_number(
    "PLAN_DAYS",
    90,
    "A plan is deleted after this many days without a change or visit",
    is_allowed=lambda days: days > 0,
    expected="give a number of days above 0",
)
PLAN_DAYS_LONG = env.read_number(
    "PLAN_DAYS_LONG",
    365,
    "The same, for a plan whose owner chose to keep it longer",
    is_allowed=lambda days: days >= PLAN_DAYS,
    expected="give a number of days, not below PLAN_DAYS",
)
REPORTS_WAITING = env.read_number(
    "REPORTS_WAITING",
    20,
    "The number of reports that may wait in the queue. "
    "Further visitors get a page that asks again by itself after a minute",
    is_allowed=lambda number: number > 0,
    expected="give a number above 0",
)
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
RATE_LIMITS = {
    "plan_reports": Limit(10, HOUR, "new reports (PDF)"),
    # As many as sixty people in one town hall need. REPORTS_WAITING protects the workers.
    "reports": Limit(600, HOUR, "new reports (PDF)"),
    "plan_documents": Limit(10, HOUR, "Word files"),
    "documents": Limit(300, HOUR, "Word files"),
    "plan_advices": Limit(30, MINUTE, "advice with other weights"),
    "advices": Limit(300, MINUTE, "advice with other weights, quick checks and advice through the API"),
    "plans": Limit(300, HOUR, "new plans and opened files of answers"),
    "checks": Limit(60, HOUR, "reports sent for verification"),
    "searches": Limit(300, MINUTE, "searches"),
    "groups": Limit(60, HOUR, "new groups"),
    "group_answers": Limit(600, HOUR, "answers in groups; many people in one room share a network"),
    "follow_ups": Limit(60, DAY, "what was decided, left for later"),
    "experiences": Limit(2, DAY, "answers about one platform, months later"),
    "corrections": Limit(20, DAY, "corrections of facts"),
    "logins": Limit(
        100, HOUR, "attempts to log in under a name that does not exist; wrong passwords lock a name instead"
    ),
    "wrong_links": Limit(300, HOUR, "links that do not exist"),
}
LIMITS = env.read_limits(
    "LIMITS", RATE_LIMITS, "Changes rate limits, such as `reports=50,plans=1000`; `0` means no limit"
)

# Files sent for verification stay in memory, and are not read at all when they are larger than this.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024**2

# --- mail ----------------------------------------------------------------------------------------------------------


def is_mail_server(url):
    """Whether a setting is empty, or the address of a mail server that Django can use."""
    return not url or (("@" in url or "//" in url) and url.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")))


# Staff send letters to providers from here; visitors never get mail.
EMAIL_URL = env.read_text(
    "EMAIL_URL",
    "",
    "The mail server that sends letters to providers in a round, such as "
    "`smtp+tls://user:password@mail.example.nl:587`. Without it staff copy the letters into their own mail program",
    is_allowed=is_mail_server,
    expected="start it with smtp://, smtp+tls:// or smtp+ssl://",
)
EMAIL_FROM = env.read_text("EMAIL_FROM", "", "The sender of these letters; needed with EMAIL_URL")
if EMAIL_URL:
    globals().update(environ.Env.email_url_config(EMAIL_URL))
    EMAIL_TIMEOUT = 20

# --- staff ---------------------------------------------------------------------------------------------------------

STAFF_MFA = env.read_switch(
    "STAFF_MFA",
    not DEBUG,
    "Staff need a second factor to log in: an app, a security key or a passkey",
    shown="`1`; `0` with `DEBUG=1`",
)
OIDC_URL = env.read_text(
    "OIDC_URL",
    "",
    "Lets staff log in at their own organisation (OpenID Connect): the address of its server. "
    "It gives access to existing accounts, the first time by their e-mail address "
    "(in capitals or not; an address that two accounts have opens neither), "
    "and that organisation is then trusted with the second factor. "
    "Redirect address: `/inloggen/elders/oidc/login/callback/`",
    is_allowed=lambda url: not url or url.startswith("https://"),
    expected="give an address with https://",
)
OIDC_ID = env.read_text("OIDC_ID", "", "The client name of this site there")
OIDC_SECRET = env.read_text("OIDC_SECRET", "", "The client secret of this site there")
OIDC_NAME = env.read_text("OIDC_NAME", "uw organisatie", "The name of that organisation on the button")
if OIDC_URL and not (OIDC_ID and OIDC_SECRET):
    raise ImproperlyConfigured("OIDC_ID or OIDC_SECRET is missing: give both with OIDC_URL.")

# --- theme ---------------------------------------------------------------------------------------------------------

THEME_DIR = env.read_text(
    "THEME_DIR",
    "",
    "A folder with a municipality's own colours: see [theming](theming.md)",
    is_allowed=lambda path: not path or Path(path).is_dir(),
    expected="give a folder that exists",
)
THEME_NAME = env.read_text("THEME_NAME", "", "The municipality's name; used as alternative text of its logo")
THEME_LOGO = bool(THEME_DIR) and (Path(THEME_DIR) / "logo.svg").is_file()

# --- logs, metrics and processes -----------------------------------------------------------------------------------

LOG_FORMAT = env.read_text(
    "LOG_FORMAT",
    "text",
    "`json` writes one JSON object per line",
    is_allowed=lambda word: word in ("text", "json"),
    expected="use text or json",
)
LOG_REQUESTS = env.read_switch(
    "LOG_REQUESTS",
    False,
    "`1` adds a line per request, with the pattern of its address and never the address; "
    "none for the pages of group members and of users who are asked again",
)
METRICS_PORT = env.read_number(
    "METRICS_PORT",
    0,
    "A port on 127.0.0.1 where Prometheus reads `/metrics`; `0` for none",
    is_allowed=lambda port: 0 <= port < 65536,
    expected="give a port, or 0 for none",
)
SENTRY_DSN = env.read_text("SENTRY_DSN", "", "Where error reports go, without addresses, forms or links")
EXAMPLE_REPORTS = env.read_switch(
    "EXAMPLE_REPORTS",
    True,
    "At each start, make the reports of the examples in the background; "
    "`0` on a slow machine, where they are then made when a visitor asks",
)
# bin/serve.py reads these before Django starts.
env.declare_setting(
    "REPORT_WORKERS", "one per core", "The number of report workers on this machine; `0` to serve pages only"
)
env.declare_setting(
    "CACHE_DIR", "`.cache`", "Where the start writes its own files when the folder of the site is read-only"
)
env.declare_setting(
    "HOST",
    "`127.0.0.1`",
    "The address that `bin/run` listens on; `0.0.0.0` for all. "
    "Visitors get an answer only under a name in `ALLOWED_HOSTS`",
)
env.declare_setting("PORT", "`8000`", "The port that `bin/run` listens on")

# --- Django and its apps -------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "stappenplan",
    "platforms",
    "simple_history",
    "formtools",
    "csp",
    "django_guid",
    "django_prometheus",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if OIDC_URL else []),
    "axes",
    "template_partials.apps.SimpleAppConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    *(["stappenplan.operations.observability.request_log.log_requests"] if LOG_REQUESTS else []),
    *(["django_prometheus.middleware.PrometheusBeforeMiddleware"] if METRICS_PORT else []),
    "stappenplan.operations.security_headers.add_security_headers",
    "stappenplan.operations.cache_headers.never_shared",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stappenplan.operations.security_headers.PolicyMiddleware",
    "stappenplan.operations.embedding.serve_embeds",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Makes pages five times smaller. Their size reveals no secret: Django adds random bytes, and masks its token.
    "django.middleware.gzip.GZipMiddleware",
    "stappenplan.operations.security_headers.drop_corrupt_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stappenplan.operations.rate_limits.limit_rates",
    "stappenplan.operations.concurrent_forms.limit_concurrent_forms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stappenplan.staff.middleware.require_second_factor",
    "stappenplan.staff.lockout.keep_device",
    "stappenplan.operations.typed_texts.clean_typed_texts",
    "axes.middleware.AxesMiddleware",
    *(["django_prometheus.middleware.PrometheusAfterMiddleware"] if METRICS_PORT else []),
]

ROOT_URLCONF = "stappenplan.urls"
WSGI_APPLICATION = "stappenplan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stappenplan.theme.context_processors.theme",
                "stappenplan.operations.embedding.choose_layout",
                "stappenplan.operations.configuration.operator.site_operator",
            ],
            "builtins": [
                "stappenplan.templatetags.text",
                "stappenplan.templatetags.evidence",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# The login of staff sends no mail, and nobody can sign up.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "admin:index", "home"
ACCOUNT_ADAPTER = "stappenplan.staff.adapters.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_ADAPTER = "stappenplan.staff.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff are not asked for an address, so none is verified
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Stappenplan buurtplatform"
# OpenID Connect gives access to existing accounts, by their e-mail address; it creates none.
SOCIALACCOUNT_ADAPTER = "stappenplan.staff.oidc.ElsewhereAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own policy lets no form lead to another host
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": OIDC_ID,
                "secret": OIDC_SECRET,
                "settings": {"server_url": OIDC_URL},
            }
        ],
    }
}
# The library's own limits would lock out colleagues: they count a name everywhere, or everybody on one network. What is
# left of them counts wrong codes after a right password.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": None}
# After ten failures under one name from one network, that name waits an hour there. See staff/lockout.py.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "stappenplan.staff.lockout.locked_name"
AXES_CLIENT_IP_CALLABLE = "stappenplan.staff.lockout.locking_address"
AXES_LOCKOUT_CALLABLE = "stappenplan.staff.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential", "csrfmiddlewaretoken"]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Dutch is the source language: no compiled file stands between a Dutch text and the page.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "stappenplan" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", *([("theme", THEME_DIR)] if THEME_DIR else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# One queue in the database; `manage.py db_worker` processes, on any number of machines, make the reports.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# No inline script or style, nothing from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Never `no-referrer`: browsers then send `Origin: null` and the CSRF check refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "stappenplan.pages.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # for staff, and no cookie of its own
# Only staff have a session. It ends after two hours without a request.
SESSION_COOKIE_AGE = 2 * HOUR
SESSION_SAVE_EVERY_REQUEST = True
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]  # requested from inside, over plain http
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_NAME = "__Host-sessionid"

# An id per request, in its log lines and its response; the proxy's own when that is well formed.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "VALIDATE_GUID": True, "RETURN_HEADER": True, "EXPOSE_HEADER": False}

# A link is a key: no log line may hold one.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "mask_links": {"()": "stappenplan.operations.observability.log_redaction.MaskLinks"},
        "request_id": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": "request_id"},
    },
    "formatters": {
        "text": {"format": "{levelname} {name} {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{request_id}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["mask_links", "request_id"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django_guid": {"level": "ERROR"},
        "stappenplan.requests": {"level": "INFO"},
        "stappenplan.staff": {"level": "INFO"},
    },
}

if SENTRY_DSN:
    import sentry_sdk

    from stappenplan.operations.observability.log_redaction import strip_secrets

    try:
        sentry_sdk.init(
            SENTRY_DSN,
            send_default_pii=False,
            max_request_body_size="never",
            include_local_variables=False,
            before_send=strip_secrets,
            before_breadcrumb=lambda crumb, hint: None,
        )
    except ValueError as error:
        raise ImproperlyConfigured("SENTRY_DSN has a wrong value: give the address that Sentry shows.") from error
