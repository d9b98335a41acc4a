"""The settings of this installation that the domain reads, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final

from django.conf import settings

from watchlist.engine.host import ROOT, usual_processes

API: Final = "/api/v1/"
"""Where programs ask. It is part of what they were told: errors, links and cursors hold it."""


@dataclass(frozen=True, slots=True)
class WebhookPolicy:
    """Where webhooks may go: schemes, ports, private networks that are allowed, an authority trusted beside others."""

    schemes: tuple[str, ...] = ("https",)
    ports: frozenset[int] = frozenset({443})
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ca_file: str = ""


def seeds_dir() -> Path:
    """Return the folder of the curated law."""
    return Path(settings.SEEDS_DIR)


def build_dir() -> Path:
    """Return the folder of what is made on this machine and can be made again."""
    return Path(settings.BUILD_DIR)


def dossier_key_file() -> tuple[Path, bool]:
    """Return the file of the key that signs dossiers and anchors, and whether it was named; else the build's own."""
    named = settings.DOSSIER_KEY_FILE
    return (Path(named), True) if named else (build_dir() / "dossier_key.pem", False)


def secret_keys() -> tuple[str, ...]:
    """Return the secret key of this installation, then those before it with which what they sealed can be read."""
    return (settings.SECRET_KEY, *settings.FORMER_SECRET_KEYS)


def source_folders() -> list[Path]:
    """Return the folders in which sources are declared: those that come with the service, and the house's own."""
    own = [Path(settings.SOURCES_DIR)] if settings.SOURCES_DIR else []
    return [ROOT / "watchlist" / "list_updates" / "declared", *own]


def source_addresses() -> dict[str, str]:
    """Return the addresses of publishers' sites that are set here, by site; the others are as declared."""
    return dict(settings.SOURCE_ADDRESSES)


def source_contact() -> str:
    """Return whom a publisher may write to about our requests; "" where nobody is named, and nothing is fetched."""
    return str(settings.SOURCE_CONTACT)


def structure_processes() -> int:
    """Return how many child processes each kind of work on structures may have: two, or one on one processor."""
    return settings.STRUCTURE_PROCESSES or usual_processes()


def picture_languages() -> tuple[str, ...]:
    """Return the languages in which words of pictures are looked for, as Tesseract names them; none: in no picture."""
    return tuple(settings.PICTURE_LANGUAGES)


def most_lines() -> int:
    """Return how many lines a manifest may have that a job screens."""
    return int(settings.MAX_LINES_PER_MANIFEST)


def most_attachment_bytes() -> int:
    """Return how large a file may be that is added to a case."""
    return int(settings.MAX_ATTACHMENT_BYTES)


def retention_years() -> int:
    """Return how many years what is stored is kept at least; 0: for ever. The law may ask for longer, never shorter."""
    return int(settings.RETENTION_YEARS)


def log_in_address_length() -> timedelta:
    """Return how long the trail says from where somebody logged in."""
    return timedelta(days=settings.LOG_IN_ADDRESS_DAYS)


def lease_length() -> timedelta:
    """Return how long a worker that is not heard of keeps its job."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def most_uploads() -> tuple[int, int]:
    """Return how many files may wait or be screened at once: of one sender, and in all."""
    return int(settings.MANIFESTS_PER_SENDER), int(settings.MANIFESTS_AT_ONCE)


def usual_results() -> tuple[str, ...]:
    """Return the formats in which the results of a long manifest are made whose sender named none."""
    return tuple(settings.USUAL_RESULTS)


def share_workers() -> int:
    """Return how many workers may screen one file together: one, where no others can be called."""
    return max(1, int(settings.SHARE_WORKERS)) if broker_url() else 1


def time_slice_length() -> float:
    """Return how many seconds a job of many steps has a worker for, where others wait."""
    return float(settings.TURN_SECONDS)


def broker_url() -> str:
    """Return where messages of jobs go; "" where there is no broker."""
    return str(settings.CELERY_BROKER_URL)


def job_sender() -> str:
    """Return the dotted path of what sends the messages of jobs to the broker."""
    return str(settings.JOB_SENDER)


def starts_jobs() -> bool:
    """Say whether, without a broker, this service starts the process of its jobs itself."""
    return bool(settings.START_JOBS)


def site_url() -> str:
    """Return the address under which people reach the pages, without a slash at its end."""
    return str(settings.SITE_URL)


def sends_mail() -> bool:
    """Say whether there is a mail server to send by."""
    return bool(settings.MAIL_URL)


def anchor_mail() -> list[str]:
    """Return the addresses to which the anchors of the trail are mailed; none, where none is set."""
    return list(settings.ANCHOR_MAIL)


def second_factor_required_of() -> str:
    """Return who must have a second factor: `deciders`, `all`, who works on the pages among them, or `none`."""
    return str(settings.REQUIRE_TOTP)


def webhook_policy() -> WebhookPolicy:
    """Return where webhooks of this installation may go."""
    plain = settings.WEBHOOK_ALLOW_HTTP
    return WebhookPolicy(
        schemes=("https", "http") if plain else ("https",),
        ports=frozenset(settings.WEBHOOK_PORTS) | ({80} if plain else set()),
        networks=tuple(ip_network(text) for text in settings.WEBHOOK_ALLOW_NETWORKS),
        ca_file=settings.WEBHOOK_CA_FILE,
    )
