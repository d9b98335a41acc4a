"""Bytes of files that are stored, compared with the hash beside them, which the trail covers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from django.db import models

from watchlist.authorisations.models import AuthorisationScan
from watchlist.cases.record_models import Attachment
from watchlist.integrity.difference import IntegrityDifference
from watchlist.manifests.models import ManifestPart
from watchlist.screenings.models import Screening

PART: Final = "file"
FILE_MODELS: Final[tuple[type[models.Model], ...]] = (Attachment, AuthorisationScan)


def file_differences() -> Iterator[IntegrityDifference]:
    """Yield the files of cases and of authorisations whose bytes are not those of their hash, one read at a time."""
    for model in FILE_MODELS:
        for key, digest in model._default_manager.order_by("pk").values_list("pk", "sha256").iterator():
            content = model._default_manager.filter(pk=key).values_list("content", flat=True).first()
            if _sha256([content]) != digest:
                yield IntegrityDifference(PART, f"{model._meta.db_table} {key}", "its bytes are not those of its hash")


def manifest_differences(screenings: Iterable[Screening]) -> Iterator[IntegrityDifference]:
    """Yield the manifests of screenings whose bytes are not those of their hash."""
    for screening in screenings:
        manifest = screening.manifest
        parts = ManifestPart.objects.filter(manifest=manifest).order_by("number").values_list("content", flat=True)
        if screening.let_go_at is None and _sha256([manifest.original, *parts.iterator(1)]) != manifest.sha256:
            yield IntegrityDifference(PART, f"manifest {manifest.pk}", "its bytes are not those of its hash")


def _sha256(contents: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        # Where somebody stored no bytes in a column of bytes, which SQLite takes, the hash is of what stands there.
        digest.update(content if isinstance(content, (bytes, memoryview)) else repr(content).encode())
    return digest.hexdigest()
