"""What may be set from outside: every environment variable that the service reads, with its default."""

from __future__ import annotations

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from watchlist.engine.host import seeds_folder

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    # For a developer: faults are shown, cookies go over plain HTTP, logs are for people.
    WATCHLIST_DEBUG=(bool, False),
    # Signs sessions, cursors and webhooks, and seals second factors; empty: made once and kept in the build folder, for
    # one machine.
    WATCHLIST_SECRET_KEY=(str, ""),
    # The keys before it, with spaces between: what they sealed is read, and nothing that they signed is believed.
    WATCHLIST_FORMER_SECRET_KEYS=(str, ""),
    # The files of secrets, each in place of the variable without _FILE: as systemd and containers hand them over.
    WATCHLIST_SECRET_KEY_FILE=(str, ""),
    WATCHLIST_FORMER_SECRET_KEYS_FILE=(str, ""),
    DATABASE_URL_FILE=(str, ""),
    WATCHLIST_BROKER_URL_FILE=(str, ""),
    WATCHLIST_EMAIL_URL_FILE=(str, ""),
    WATCHLIST_OIDC_CLIENT_SECRET_FILE=(str, ""),
    # The file of the Ed25519 key, PEM without a password, that signs dossiers and anchors of the trail; empty: made
    # once in the build folder.
    WATCHLIST_DOSSIER_KEY_FILE=(str, ""),
    # The names under which the service is asked.
    WATCHLIST_ALLOWED_HOSTS=(list, ["127.0.0.1", "localhost", "[::1]"]),
    # What is made on this machine, the embedded database too; and the curated law that is loaded.
    WATCHLIST_BUILD_DIR=(str, str(BASE_DIR / "build")),
    WATCHLIST_SEEDS_DIR=(str, str(seeds_folder())),
    # Publications that are followed: a folder of further declarations, addresses of sites in place of those declared
    # (laws-lois.justice.gc.ca=https://mirror.example,…), and whom a publisher may write to: nothing is fetched without.
    WATCHLIST_SOURCES_DIR=(str, ""),
    WATCHLIST_SOURCE_ADDRESSES=(dict, {}),
    WATCHLIST_SOURCE_CONTACT=(str, ""),
    # postgres://…; empty: SQLite in the build folder.
    DATABASE_URL=(str, ""),
    # Lines of a shipment that is answered at once, and of a screening that is read in one answer.
    WATCHLIST_MAX_LINES_PER_REQUEST=(int, 500),
    # What every token may use that has no limits of its own.
    WATCHLIST_CALLS_PER_MINUTE=(int, 1_200),
    WATCHLIST_LINES_PER_DAY=(int, 2_000_000),
    # What follows where a token meets boundaries as no catalogue does: "notice" tells the compliance lead, "throttle"
    # also holds the token until the lead has seen it.
    WATCHLIST_BOUNDARY=(str, "notice"),
    # Of a manifest that a job screens: its bytes as sent, and its lines.
    WATCHLIST_MAX_UPLOAD_BYTES=(int, 512 * 1024 * 1024),
    WATCHLIST_MAX_LINES_PER_MANIFEST=(int, 1_000_000),
    # Of a file that is added to a case.
    WATCHLIST_MAX_ATTACHMENT_BYTES=(int, 10 * 1024 * 1024),
    # Years for which what is stored is kept at least, where law asks for no longer; 0: nothing is ever let go.
    WATCHLIST_RETENTION_YEARS=(int, 0),
    # Child processes that examine structures, for each process that screens; 0 is two, or one on a single processor.
    WATCHLIST_STRUCTURE_PROCESSES=(int, 0),
    # Where Tesseract is installed, the languages in which it reads pictures of pages, as it names them; empty: none is.
    WATCHLIST_PICTURE_LANGUAGES=(list, ["eng"]),
    # Where messages of jobs go, redis://… or amqp://…; empty: no broker, and jobs run on this machine.
    WATCHLIST_BROKER_URL=(str, ""),
    # Without a broker: start a process for jobs when there are some; false where `manage.py run_jobs --watch` runs.
    WATCHLIST_START_JOBS=(bool, True),
    # Files that may wait or be screened at once: of one sender, and in all.
    WATCHLIST_MANIFESTS_PER_SENDER=(int, 50),
    WATCHLIST_MANIFESTS_AT_ONCE=(int, 500),
    # With a broker: how many workers may screen one long file together.
    WATCHLIST_SHARE_WORKERS=(int, 4),
    # Results of a long manifest that are made when its job ends, where its sender names none; empty: at first asking.
    WATCHLIST_RESULTS=(list, ["jsonl", "xlsx"]),
    # Seconds that a long job has a worker for, where others wait.
    WATCHLIST_TURN_SECONDS=(float, 30.0),
    # Seconds after which a worker that is not heard of has lost its job, and between two looks for such jobs; the
    # latter is for a new database: then it stands in the schedule.
    WATCHLIST_LEASE_SECONDS=(int, 60),
    WATCHLIST_SWEEP_SECONDS=(float, 15.0),
    # Webhooks go to public addresses over TLS, on these ports. The rest is for receivers inside an organisation:
    # private networks that may be reached (as 10.0.0.0/8), plain HTTP, and the PEM file of an authority.
    WATCHLIST_WEBHOOK_PORTS=(list, ["443"]),
    WATCHLIST_WEBHOOK_ALLOW_NETWORKS=(list, []),
    WATCHLIST_WEBHOOK_ALLOW_HTTP=(bool, False),
    WATCHLIST_WEBHOOK_CA_FILE=(str, ""),
    # The log-in: wrong passwords and codes before one waits, for a name from an address, from an address whatever the
    # names, and for a name from addresses from which that person did not log in lately; how long the first two wait;
    # and for how many days the trail says from where somebody logged in.
    WATCHLIST_LOG_IN_TRIES=(int, 5),
    WATCHLIST_ADDRESS_TRIES=(int, 20),
    WATCHLIST_ACCOUNT_TRIES=(int, 100),
    WATCHLIST_LOCK_OUT_MINUTES=(int, 15),
    WATCHLIST_LOG_IN_ADDRESS_DAYS=(int, 365),
    # Who must have a second factor: deciders (who decides or curates), all (whoever works on the pages too) or none,
    # and true is all, false none; empty: deciders, or none where WATCHLIST_DEBUG is set. How long a session lasts
    # without a call and in all; and how many proxies stand in front, or in which networks (as 10.0.0.0/8,127.0.0.1),
    # whose X-Forwarded-For is believed, and whose X-Forwarded-Proto where the site is under https.
    WATCHLIST_REQUIRE_TOTP=(str, ""),
    WATCHLIST_SESSION_IDLE_MINUTES=(int, 30),
    WATCHLIST_SESSION_HOURS=(int, 12),
    WATCHLIST_TRUSTED_PROXIES=(str, "0"),
    # Single sign-on: the issuer of OpenID Connect, as its discovery document names it (empty: none), what people here
    # call it, and what it knows this service by.
    WATCHLIST_OIDC_ISSUER=(str, ""),
    WATCHLIST_OIDC_NAME=(str, "single sign-on"),
    WATCHLIST_OIDC_CLIENT_ID=(str, ""),
    WATCHLIST_OIDC_CLIENT_SECRET=(str, ""),
    WATCHLIST_OIDC_SCOPES=(list, ["openid", "profile", "email"]),
    # The claim that holds a person's groups there (with points between, inside another), and which of our roles each of
    # them gives: theirs=Officers,others=Curators+Auditors. Whoever has none is sent to this contact.
    WATCHLIST_OIDC_GROUPS_CLAIM=(str, "groups"),
    WATCHLIST_OIDC_ROLES=(dict, {}),
    WATCHLIST_OIDC_CONTACT=(str, ""),
    # What says that a second factor was shown there (amr=mfa,acr=gold; empty: ours is asked), and whether no session
    # outlives the token that opened it.
    WATCHLIST_OIDC_SECOND_FACTOR=(list, []),
    WATCHLIST_OIDC_BOUND_BY_TOKEN=(bool, False),
    # The PEM file of the authority that signed the provider's certificate, where it is one of the house.
    WATCHLIST_OIDC_CA_FILE=(str, ""),
    # Whether people log in by a password here, too; and the one account that still does where they do not.
    WATCHLIST_LOCAL_LOG_IN=(bool, True),
    WATCHLIST_BREAK_GLASS=(str, ""),
    # Mail: smtp://user:password@host:port (smtp+tls:// for STARTTLS, smtp+ssl:// for TLS); empty: none is sent. From
    # whom it comes, and the address under which people reach the pages, for its links.
    WATCHLIST_EMAIL_URL=(str, ""),
    WATCHLIST_EMAIL_FROM=(str, "watchlist@localhost"),
    WATCHLIST_SITE_URL=(str, "http://127.0.0.1:8000"),
    # Addresses outside of the house's own hands to which the anchors of the audit trail are mailed, one a day.
    WATCHLIST_ANCHOR_MAIL=(list, []),
    # Of the process server (config/gunicorn.py): where it listens, and its workers; 0 is two, or one on a
    # single processor.
    WATCHLIST_BIND=(str, "127.0.0.1:8000"),
    WATCHLIST_WEB_WORKERS=(int, 0),
)


def second_factor_required_of() -> str:
    """Return who must have a second factor: `deciders`, `all` or `none`. Raises `ImproperlyConfigured`."""
    named = str(env("WATCHLIST_REQUIRE_TOTP")).lower() or ("none" if env("WATCHLIST_DEBUG") else "deciders")
    required = {"true": "all", "false": "none"}.get(named, named)
    if required not in {"deciders", "all", "none"}:
        raise ImproperlyConfigured("WATCHLIST_REQUIRE_TOTP is deciders, all or none")
    return required


def secret(name: str) -> str:
    """Return a secret as it stands in the environment, or in the file that NAME_FILE names, without its line end.

    Raises `ImproperlyConfigured` where both are set, and where the file cannot be read or is empty: what stands in for
    a secret that is not set would be another one.
    """
    value, file = str(env(name)), str(env(f"{name}_FILE"))
    if not file:
        return value
    if value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: one of them says it.")
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names what cannot be read ({type(error).__name__}).") from error
    if not content:
        raise ImproperlyConfigured(f"{name}_FILE names an empty file.")
    return content
