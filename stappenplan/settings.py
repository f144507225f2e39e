"""The only settings of the product; environment variables decide.

A wrong value stops the start with one sentence that names the variable. See README.md, "Settings".
"""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# Read when NumPy is loaded. Its sums here are small: spread over threads they take ten times as long on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def setting(read, name, default, allowed=lambda value: True, meaning=""):
    """Read one environment variable; refuse a value that cannot be read or is not allowed, in one sentence."""
    try:
        value = read(name, default=default)
        fits = allowed(value)
    except (ValueError, TypeError, environ.ImproperlyConfigured):
        fits = False
    if not fits:
        raise ImproperlyConfigured(f"{name} has a wrong value: {meaning}.")
    return value


def switch(name, default):
    """Read a yes-or-no variable; anything but a clear yes or no is refused (django-environ reads it as no)."""
    word = env.str(name, default="yes" if default else "no").strip().lower()
    answers = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if word not in answers:
        raise ImproperlyConfigured(f"{name} has a wrong value: use 1 or 0.")
    return answers[word]


def database():
    """SQLite beside the code unless DATABASE_URL names another; options as measured for concurrent writers."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    try:
        config = environ.Env.db_url_config(url)
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
        config["CONN_HEALTH_CHECKS"] = True  # after the database was away, no request gets a connection that is dead
    else:
        raise ImproperlyConfigured("DATABASE_URL has a wrong value: start it with postgres:// or sqlite:///.")
    return config


DEBUG = switch("DEBUG", False)
HTTPS = switch("HTTPS", False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it to a long random text that you keep secret.")
ALLOWED_HOSTS = setting(
    env.list, "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], bool, "give host names, with commas between them"
)
CSRF_TRUSTED_ORIGINS = setting(
    env.list,
    "TRUSTED_ORIGINS",
    [],
    lambda origins: all("://" in origin for origin in origins),
    "give full origins such as https://stappenplan.example.nl, with commas between them",
)
PLAN_DAYS = setting(env.int, "PLAN_DAYS", 90, lambda days: days > 0, "give a number of days above 0")
PLAN_DAYS_LONG = setting(
    env.int, "PLAN_DAYS_LONG", 365, lambda days: days >= PLAN_DAYS, "give a number of days, not below PLAN_DAYS"
)

# How many proxies of ours stand before the site: how far from the right X-Forwarded-For is believed.
PROXIES = setting(env.int, "PROXIES", 0, lambda number: 0 <= number <= 9, "give the number of proxies, 0 to 9")
LOG_FORMAT = setting(env.str, "LOG_FORMAT", "text", lambda word: word in ("text", "json"), "use text or json")
LOG_REQUESTS = switch("LOG_REQUESTS", False)
# Counts for Prometheus, on a port of their own that no visitor can reach; 0: none. See bin/serve.py.
METRICS_PORT = setting(env.int, "METRICS_PORT", 0, lambda port: 0 <= port < 65536, "give a port, or 0 for none")
SENTRY_DSN = env.str("SENTRY_DSN", default="")

# So many reports may wait to be made; who asks for a new one after that is asked to come back in a minute.
REPORTS_WAITING = setting(env.int, "REPORTS_WAITING", 20, lambda number: number > 0, "give a number above 0")


def limits(**known):
    """What may be asked of what costs much: name -> (how many, in so many seconds); LIMITS changes the first.

    Of one network; with a name that begins with plan_, of one plan. LIMITS is "plans=1000,reports=0"; 0 is no limit.
    The count has 15 bits.
    """

    def read(name, default):
        pairs = (text.partition("=") for text in env.list(name, default=default))
        return {name.strip(): int(number) for name, _, number in pairs}

    asked = setting(
        read,
        "LIMITS",
        {},
        lambda found: set(found) <= set(known) and all(0 <= number < 2**15 for number in found.values()),
        f"give name=number, with commas between them; a number from 0 to 32767, and a name out of {', '.join(known)}",
    )
    return {name: (asked.get(name, number), seconds) for name, (number, seconds) in known.items()}


MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
LIMITS = limits(
    plans=(300, HOUR),  # new ones, and files of answers that are opened
    # PDFs that are not there yet; one that is there is free. Of a network as many as sixty people in one town hall ask
    # who use up what their plans may: it is the waiting line (REPORTS_WAITING) that guards the workers.
    plan_reports=(10, HOUR),
    reports=(600, HOUR),
    plan_documents=(10, HOUR),  # Word files
    documents=(300, HOUR),
    checks=(60, HOUR),  # of reports that are sent to us
    plan_advices=(30, MINUTE),  # other weights that are tried
    advices=(300, MINUTE),  # the same, the short check, and through the API
    searches=(300, MINUTE),
    groups=(60, HOUR),
    group_answers=(600, HOUR),  # many people in one room share a network
    corrections=(20, DAY),
    logins=(100, HOUR),  # with a name that nobody has; wrong passwords lock a name: staff_lock.py
    wrong_links=(300, HOUR),
)

# What is sent to be checked stays in memory: never on disk, and not read at all when it is larger than this.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024**2

# How to reach who runs this installation: an e-mail address or a link; empty shows that there is none yet.
CONTACT = env.str("CONTACT", default="")

# Staff need a second step at login (a code or a key); or they log in where their organisation sees to that, by OIDC.
STAFF_MFA = switch("STAFF_MFA", not DEBUG)
OIDC_URL = setting(
    env.str, "OIDC_URL", "", lambda url: not url or url.startswith("https://"), "give an address with https://"
)
OIDC_NAME = env.str("OIDC_NAME", default="uw organisatie")
OIDC_ID, OIDC_SECRET = env.str("OIDC_ID", default=""), env.str("OIDC_SECRET", default="")
if OIDC_URL and not (OIDC_ID and OIDC_SECRET):
    raise ImproperlyConfigured("OIDC_ID or OIDC_SECRET is missing: give both with OIDC_URL.")

# A municipality's own colours: a folder with theme.css and perhaps logo.svg, checked by theme.py. Not for the PDF.
THEME_DIR = setting(env.str, "THEME_DIR", "", lambda path: not path or Path(path).is_dir(), "give a folder that exists")
THEME_NAME = env.str("THEME_NAME", default="")
THEME_LOGO = bool(THEME_DIR) and (Path(THEME_DIR) / "logo.svg").is_file()

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
    *(["stappenplan.operations.log_redaction.log_requests"] if LOG_REQUESTS else []),
    *(["django_prometheus.middleware.PrometheusBeforeMiddleware"] if METRICS_PORT else []),
    "stappenplan.operations.security_headers.headers",
    "stappenplan.plans.access.never_shared",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages five times as light. Their size tells no secret: Django adds random bytes, and masks its token.
    "django.middleware.gzip.GZipMiddleware",
    "stappenplan.operations.security_headers.drop_corrupt_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stappenplan.operations.rate_limits.throttle",
    "stappenplan.operations.form_turns.take_turns",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stappenplan.staff.adapters.second_step",
    "stappenplan.staff.lockout.keep_device",
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
            ],
            "builtins": ["stappenplan.templatetags.text", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# The login of staff, see staff/adapters.py. Its pages mail nothing and nobody can sign up.
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
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the address of staff is never asked, so it is never verified
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Stappenplan buurtplatform"
# The login elsewhere opens accounts that are here already, by their e-mail address; it makes none.
SOCIALACCOUNT_ADAPTER = "stappenplan.staff.oidc.ElsewhereAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host is refused by our own policy for forms
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
# The limits of the library would lock out a colleague: they count a name everywhere, or everybody on one network. What
# is left of them counts wrong codes, for one person whose password was right.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": None}
# After ten failures under one name from one network, that name waits an hour there. See staff_lock.py.
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

# One queue in the database; `manage.py db_worker` processes, on as many machines as wanted, make the reports.
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
CSRF_FAILURE_VIEW = "stappenplan.pages.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # for staff, and no cookie of its own
# Only staff have a session. It ends when nothing is asked for two hours.
SESSION_COOKIE_AGE = 2 * HOUR
SESSION_SAVE_EVERY_REQUEST = True
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from inside, over plain http
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_NAME = "__Host-sessionid"

# A number for each request, in its log lines and its answer: the proxy's when it gives a well-formed one.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "VALIDATE_GUID": True, "RETURN_HEADER": True, "EXPOSE_HEADER": False}

# A link is a key: no log line may hold one.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "mask_links": {"()": "stappenplan.operations.log_redaction.MaskLinks"},
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

    from stappenplan.operations.log_redaction import without_secrets

    try:
        sentry_sdk.init(
            SENTRY_DSN,
            send_default_pii=False,
            max_request_body_size="never",
            include_local_variables=False,
            before_send=without_secrets,
            before_breadcrumb=lambda crumb, hint: None,
        )
    except ValueError as error:
        raise ImproperlyConfigured("SENTRY_DSN has a wrong value: give the address that Sentry shows.") from error
