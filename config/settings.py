"""Settings: one file, embedded by default, everything else by environment variables (see config/env.py)."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.catalogs import compiled_folders
from config.commands import SCHEDULE, is_quick, left_out
from config.env import env, second_factor_required_of, secret
from config.sign_on import log_in_policy_of
from config.startup_checks import check_settings
from watchlist.access import proxies_of
from watchlist.engine.host import ROOT
from watchlist.jobs import INTERACTIVE, QUEUES
from watchlist.middleware import logging_of

BUILD_DIR = Path(env("WATCHLIST_BUILD_DIR"))
SEEDS_DIR = Path(env("WATCHLIST_SEEDS_DIR"))
BUILD_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def _local_secret() -> str:
    """Return this machine's own secret, made once; an installation of many machines sets WATCHLIST_SECRET_KEY."""
    path = BUILD_DIR / "secret_key"
    if not path.exists():
        # Written whole before it bears its name: two processes that start together must agree.
        with NamedTemporaryFile("w", dir=BUILD_DIR) as made, suppress(FileExistsError):
            made.write(secrets.token_urlsafe(50))
            made.flush()
            os.link(made.name, path)
    return path.read_text().strip()


DEBUG = env("WATCHLIST_DEBUG")
SECRET_KEY = secret("WATCHLIST_SECRET_KEY") or _local_secret()
FORMER_SECRET_KEYS = secret("WATCHLIST_FORMER_SECRET_KEYS").split()
DOSSIER_KEY_FILE = env("WATCHLIST_DOSSIER_KEY_FILE")
ALLOWED_HOSTS = env("WATCHLIST_ALLOWED_HOSTS")
check_settings(debug=DEBUG, hosts=ALLOWED_HOSTS, bind=env("WATCHLIST_BIND"), key=SECRET_KEY)
MAX_LINES_PER_REQUEST = env("WATCHLIST_MAX_LINES_PER_REQUEST")
CALLS_PER_MINUTE = env("WATCHLIST_CALLS_PER_MINUTE")
LINES_PER_DAY = env("WATCHLIST_LINES_PER_DAY")
BOUNDARY = env("WATCHLIST_BOUNDARY")
if BOUNDARY not in {"notice", "throttle"}:
    raise ImproperlyConfigured("WATCHLIST_BOUNDARY is notice or throttle")
MAX_UPLOAD_BYTES = env("WATCHLIST_MAX_UPLOAD_BYTES")
MAX_LINES_PER_MANIFEST = env("WATCHLIST_MAX_LINES_PER_MANIFEST")
MAX_ATTACHMENT_BYTES = env("WATCHLIST_MAX_ATTACHMENT_BYTES")
RETENTION_YEARS = env("WATCHLIST_RETENTION_YEARS")
if not 0 <= RETENTION_YEARS <= 100:
    raise ImproperlyConfigured("WATCHLIST_RETENTION_YEARS is a number of years, 100 at the most")
SOURCES_DIR = env("WATCHLIST_SOURCES_DIR")
SOURCE_ADDRESSES = env("WATCHLIST_SOURCE_ADDRESSES")
SOURCE_CONTACT = env("WATCHLIST_SOURCE_CONTACT")
STRUCTURE_PROCESSES = env("WATCHLIST_STRUCTURE_PROCESSES")
PICTURE_LANGUAGES = env("WATCHLIST_PICTURE_LANGUAGES")
# Read here, so that a network or a port that is none stops the service when it starts.
WEBHOOK_PORTS = [int(port) for port in env("WATCHLIST_WEBHOOK_PORTS")]
WEBHOOK_ALLOW_NETWORKS = [str(ip_network(network)) for network in env("WATCHLIST_WEBHOOK_ALLOW_NETWORKS")]
WEBHOOK_ALLOW_HTTP = env("WATCHLIST_WEBHOOK_ALLOW_HTTP")
WEBHOOK_CA_FILE = env("WATCHLIST_WEBHOOK_CA_FILE")

APPS = [
    "config.apps.Unfold",
    "config.apps.Admin",
    "watchlist",  # before what it has commands of the same name as: theirs, told to the trail
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    SCHEDULE,
    "axes",
    "django_otp",
]
INSTALLED_APPS = [app for app in APPS if app not in left_out(sys.argv)]

MIDDLEWARE = [
    "watchlist.middleware.calls.Forwarded",
    "watchlist.middleware.calls.RequestIds",
    "watchlist.middleware.browser_policy.BrowserPolicy",
    "watchlist.middleware.conditional.HeadWithoutBody",
    "watchlist.middleware.calls.Calls",
    "watchlist.api.plain_calls.PlainCalls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "watchlist.middleware.compression.Compression",
    "watchlist.api.free_answers.FreeAnswers",
    "watchlist.middleware.conditional.Conditional",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "watchlist.middleware.page_language.PageLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "watchlist.middleware.sessions.SessionBounds",
    "watchlist.middleware.sessions.SecondFactor",
    "watchlist.middleware.page_style.page_styles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "watchlist.middleware.calls.NoNul",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "watchlist" / "templates"],  # before those of unfold, of which one is replaced
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(secret("DATABASE_URL") or f"sqlite:///{BUILD_DIR / 'watchlist.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE and WAL, concurrent writers lose most of their transactions to "database is locked"; without
    # recursive triggers, REPLACE deletes a row of the record past the guard that refuses its deletion. Writers are let
    # in by chance: on a busy machine one of twenty may wait for most of a minute.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The rows of the jobs are the truth: a message that comes twice, late or never loses and doubles nothing.
START_JOBS = env("WATCHLIST_START_JOBS")
MANIFESTS_PER_SENDER = env("WATCHLIST_MANIFESTS_PER_SENDER")
MANIFESTS_AT_ONCE = env("WATCHLIST_MANIFESTS_AT_ONCE")
SHARE_WORKERS = env("WATCHLIST_SHARE_WORKERS")
USUAL_RESULTS = env("WATCHLIST_RESULTS")
if set(USUAL_RESULTS) - {"jsonl", "csv", "xlsx", "parquet"}:
    raise ImproperlyConfigured("WATCHLIST_RESULTS names formats of results: jsonl, csv, xlsx, parquet")
TURN_SECONDS = env("WATCHLIST_TURN_SECONDS")
LEASE_SECONDS = env("WATCHLIST_LEASE_SECONDS")
JOB_SENDER = "config.celery.send"
CELERY_BROKER_URL = secret("WATCHLIST_BROKER_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A message is sent in the middle of a request: without a broker it is given up soon, and the sweeper sends it again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "max_retries": 0,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_QUEUES = {name: {"routing_key": name} for name in QUEUES}
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_ROUTING_KEY = INTERACTIVE
# A process makes the law ready before its first job; one that grew beyond a gigabyte ends after the job that it has.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 300
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000
# The entries are rows, made once by a migration and then the house's own: entries written here would be put back over
# an edit at every start, as would the clean-up of results, of which none are kept.
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SYNC_EVERY = 1
CELERY_RESULT_EXPIRES = None
SWEEP_SECONDS = env("WATCHLIST_SWEEP_SECONDS")

# Without a mail server nobody is written to; one that does not answer delays a mail, and holds up a worker for seconds.
SITE_URL = env("WATCHLIST_SITE_URL").rstrip("/")
MAIL_URL = secret("WATCHLIST_EMAIL_URL") or ("consolemail://" if DEBUG else "")
vars().update(env.email_url_config(MAIL_URL or "dummymail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("WATCHLIST_EMAIL_FROM")
ANCHOR_MAIL = env("WATCHLIST_ANCHOR_MAIL")

# Long, hard to guess, and not of one's name; nobody asks for a capital or a digit, nor for a new one each quarter
# (NIST SP 800-63B). A hash of the kind before is made anew at the next log-in.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "watchlist.access.guessable_passwords.NotOfOurWords"},
    {"NAME": "watchlist.access.guessable_passwords.HasNoName"},
    {"NAME": "watchlist.access.guessable_passwords.IsHardToGuess"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Who guesses waits, whatever the name: each try is counted before it is looked at (watchlist/access/lock_out.py).
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "watchlist.access.password_backend.PasswordBackend"]
try:
    TRUSTED_PROXIES = proxies_of(env("WATCHLIST_TRUSTED_PROXIES"))
except ValueError as error:
    raise ImproperlyConfigured(f"WATCHLIST_TRUSTED_PROXIES is a number, or names networks: {error}") from error
LOG_IN_TRIES = env("WATCHLIST_LOG_IN_TRIES")
ADDRESS_TRIES = env("WATCHLIST_ADDRESS_TRIES")
ACCOUNT_TRIES = env("WATCHLIST_ACCOUNT_TRIES")
LOCK_OUT = timedelta(minutes=env("WATCHLIST_LOCK_OUT_MINUTES"))
LOG_IN_ADDRESS_DAYS = env("WATCHLIST_LOG_IN_ADDRESS_DAYS")
if not 1 <= LOG_IN_ADDRESS_DAYS <= 36_500:
    raise ImproperlyConfigured("WATCHLIST_LOG_IN_ADDRESS_DAYS is a number of days, one at least and 36500 at the most")
AXES_HANDLER = "watchlist.access.lock_out.Attempts"
AXES_LOCKOUT_CALLABLE = "watchlist.web.accounts.log_in.locked_out"
AXES_USERNAME_CALLABLE = "watchlist.access.lock_out.name_tried"
AXES_CLIENT_IP_CALLABLE = "watchlist.access.addresses.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
REQUIRE_TOTP = second_factor_required_of()
LOG_IN_POLICY = log_in_policy_of(site_url=SITE_URL)
OTP_TOTP_ISSUER = "Precursor Watchlist"
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

LANGUAGE_CODE = "en-gb"
# Each by its own name. A folder of watchlist/locale for each but English, which is the source: docs/languages.md.
LANGUAGES = [
    ("en-gb", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("zh-hans", "简体中文"),
    ("pt", "Português"),
]
LOCALE_PATHS = compiled_folders(ROOT / "watchlist" / "locale", BUILD_DIR)
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "watchlist.middleware.static_files.HashedFiles"},
}

LOGGING = logging_of(readable=DEBUG or sys.stderr.isatty(), seldom=is_quick(sys.argv))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

REST_FRAMEWORK = {
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS is refused: the description of the API tells what an address takes
    "DEFAULT_AUTHENTICATION_CLASSES": ["watchlist.api.accounts.token_header.TokenHeader"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["watchlist.api.reading.Json"],
    "DEFAULT_PARSER_CLASSES": ["watchlist.api.reading.WrittenNumbers"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "watchlist.api.reading.JsonRegardless",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "watchlist.api.problems.problem_json",
    # `format` is a parameter of ours.
    "URL_FORMAT_OVERRIDE": None,
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=30), "AUTH_HEADER_PREFIX": "Token"}
KNOX_TOKEN_MODEL = "watchlist.Token"  # noqa: S105 - the name of a model
SPECTACULAR_SETTINGS = {
    "TITLE": "Precursor Watchlist",
    "DESCRIPTION": "Screens shipments against controlled drug precursors. It reports legal status, and nothing else.",
    "VERSION": "1",
    "CONTACT": {"name": "Whoever runs this installation"},
    "LICENSE": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    "OAS_VERSION": "3.1.1",
    "SERVERS": [{"url": "/", "description": "this service"}],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "watchlist.api.document.complete"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Alive": ("ok",),
        "Standing": ("ok", "failed"),
        "CoverageKind": ("coverage",),
        "LineKind": ("line",),
        "SummaryKind": ("summary",),
        "Verdict": "watchlist.api.record_base.VERDICTS",
        "Action": "watchlist.api.record_base.ACTIONS",
        "LineSeverity": "watchlist.api.record_base.LINE_SEVERITIES",
        "Confidence": "watchlist.api.record_base.CONFIDENCES",
        "Branch": "watchlist.api.record_base.BRANCHES",
        "DatePrecision": "watchlist.api.record_base.PRECISIONS",
        "Effect": "watchlist.api.record_base.EFFECTS",
        "Tier": "watchlist.api.record_base.TIERS",
        "ChangeKind": "watchlist.api.curation.records.KINDS",
        "ChangeSetState": "watchlist.list_updates.change_set_status.STATES",
        "NoticeKind": "watchlist.api.record_base.NOTICE_KINDS",
        "ListTier": "watchlist.api.law.records.LIST_TIERS",
        "JobState": "watchlist.jobs.models.STATES",
        "ResultsFormat": "watchlist.results.file_formats.RESULTS_FORMATS",
        "WebhookEvent": "watchlist.api.operations.webhook_records.EVENT_KEYS",
        "DeliveryEvent": "watchlist.api.operations.webhook_records.DELIVERY_EVENTS",
        "DeliveryState": "watchlist.api.operations.webhook_records.DELIVERY_STATES",
        "CaseState": "watchlist.api.cases.access.PUBLIC_STATES",
        "CaseDecisionWord": "watchlist.cases.judgement_models.DISPOSITIONS",
        "CaseOutcomeWord": "watchlist.cases.judgement_models.SHIPMENT_WORDS",
        "LineDecisionWord": "watchlist.cases.line_disposition_models.LINE_WORDS",
        "JudgementWord": "watchlist.cases.judgement_models.WORDS",
        "DismissalReason": "watchlist.cases.judgement_models.REASONS",
        "QuestionState": "watchlist.cases.question_models.QUESTION_STATES",
        "CorrectableField": "watchlist.engine.reading.correctable.CORRECTABLE",
        "OverrideReason": "watchlist.cases.override_models.OVERRIDE_REASONS",
        "DutyState": "watchlist.cases.duties.DUTY_STATES",
        "ShippingWord": "watchlist.cases.shipping.SHIPPING_WORDS",
        "ShippingGround": "watchlist.cases.shipping.GROUND_KINDS",
        "RouteResult": "watchlist.api.cases.routes.RESULTS",
        "RouteHeld": "watchlist.api.cases.routes.HELD",
        "RouteAnswer": "watchlist.api.cases.routes.ANSWERS",
        "ReferralRecordAnswerEnum": "watchlist.api.cases.referrals.ANSWERS",
        "ReferralWord": "watchlist.api.cases.referrals.WORDS",
        "AuthorisationKind": "watchlist.api.registers.records.KINDS",
        "AuthorisationRole": "watchlist.api.registers.records.ROLES",
        "AuthorisationStanding": "watchlist.api.registers.records.STANDING_CHOICES",
        "PartySide": "watchlist.api.registers.party_records.SIDES",
        "LimitReached": "watchlist.api.registers.party_records.REACHED",
        "SumUnit": "watchlist.api.registers.party_records.UNITS",
        "HouseListKind": "watchlist.api.registers.internal_list_records.HOUSE_LIST_KINDS",
        "Country": "watchlist.api.screenings.requests.COUNTRIES",
        "InchiKeysShown": "watchlist.engine.decision.question.INCHIKEYS",
        "Operation": "watchlist.engine.decision.question.OPERATIONS",
        "StructureNotation": "watchlist.api.substances.structure_queries.NOTATIONS",
        "HowEnum": "watchlist.structure_index.search.MEETINGS",
        "GoodsMeeting": "watchlist.screenings.goods.asking.MEETINGS",
    },
}

UNFOLD = {
    "SITE_TITLE": "Precursor Watchlist",
    "SITE_HEADER": "Precursor Watchlist",
    "SITE_SUBHEADER": _("The law of a day, as known then"),
    "SITE_SYMBOL": "hexagon",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("watchlist/icon.svg")},
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "watchlist.web.desk.dashboard.dashboard",
    "ACCOUNT": {
        "navigation": [
            {"title": _("My password"), "link": reverse_lazy("entry:password_change")},
            {"title": _("My preferences"), "link": reverse_lazy("entry:preferences")},
            {"title": _("Second factor"), "link": reverse_lazy("entry:second_factor")},
            {"title": _("My sessions and tokens"), "link": reverse_lazy("entry:sessions")},
        ]
    },
    "SIDEBAR": {"show_search": False, "navigation": "watchlist.web.navigation.navigation"},
    "STYLES": [
        lambda request: static("watchlist/admin.css"),
        lambda request: static("watchlist/law.css"),
        lambda request: static("watchlist/screen.css"),
        lambda request: static("watchlist/curation.css"),
        lambda request: static("watchlist/cases.css"),
        lambda request: static("watchlist/judging.css"),
        lambda request: static("watchlist/check.css"),
        lambda request: static("watchlist/registers.css"),
        lambda request: static("watchlist/frame.css"),
    ],
    "SCRIPTS": [
        lambda request: static("watchlist/keys.js"),
        lambda request: static("watchlist/command.js"),
        lambda request: static("watchlist/typing.js"),
        lambda request: static("watchlist/session.js"),
        lambda request: static("watchlist/news.js"),
    ],
    "COLORS": {
        "primary": {
            "50": "#eef5fb",
            "100": "#d8e7f4",
            "200": "#b4d0ea",
            "300": "#85b3dc",
            "400": "#5594cb",
            "500": "#2b74b8",
            "600": "#1f5f99",
            "700": "#1a4f80",
            "800": "#18426a",
            "900": "#163858",
            "950": "#0e243b",
        }
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "watchlist.middleware.bare_pages.stale_form"
# No cookie goes where files of cases are served: what somebody attached never meets a session, whatever it is.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# A session ends so long after the last call (watchlist/middleware/sessions.py), and so long after the log-in.
SESSION_COOKIE_AGE = 60 * env("WATCHLIST_SESSION_IDLE_MINUTES")
SESSION_LONGEST = 3600 * env("WATCHLIST_SESSION_HOURS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
# By their names a browser takes them under TLS alone. `__Host-` would send them to every path, and so to those files.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    f"{'' if DEBUG else '__Secure-'}{name}" for name in ("sessionid", "csrftoken", "language")
)
# Under TLS, which a proxy ends in front: it says so itself, and nothing else is believed. Probes and Prometheus ask the
# process itself, without TLS.
BEHIND_TLS = bool(TRUSTED_PROXIES) and SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^api/v1/(healthz|readyz|metrics)/?$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
# What else a domain serves, and whether browsers are to know of it beforehand, is not ours to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
