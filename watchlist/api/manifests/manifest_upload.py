"""A manifest as it was sent: a file in a form, or a JSON body; its bytes in a file, to be kept as they came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from watchlist.api.bodies import refuse_repeated
from watchlist.api.fingerprints import Fingerprints, canonical_pieces
from watchlist.api.manifests.records import ManifestForm, ManifestRequest
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import WrittenNumbers, body_parser, rendered
from watchlist.api.spooled_bodies import spooled_body
from watchlist.engine.reading.readers import BODIES

PIECE: Final = 1024 * 1024
KEPT_AS: Final = "watchlist.manifest"
SEVERAL: Final = frozenset({"transit", "jurisdictions", "results"})


@dataclass(frozen=True, slots=True)
class SentManifest:
    """The bytes as received, the name of the file (of `BODIES` for a body), and the data of the form or the body."""

    original: BinaryIO
    source: str
    data: Any

    def fingerprints(self) -> Fingerprints:
        """Return the hashes by which the same call is known again."""
        former = self._hash_of_bytes()
        if self.source != WrittenNumbers.source:
            return Fingerprints(former, former)
        digest = hashlib.sha256(rendered(self.source))
        for piece in canonical_pieces(self.data):
            digest.update(piece)
        return Fingerprints(digest.hexdigest(), former)

    def _hash_of_bytes(self) -> str:
        digest = hashlib.sha256(rendered(self.source))
        if self.source not in BODIES:
            fields = {name: values for name, values in self.data.lists() if name != "file"}
            digest.update(rendered(sorted(fields.items())))
        self.original.seek(0)
        while piece := self.original.read(PIECE):
            digest.update(piece)
        return digest.hexdigest()

    def validated(self) -> dict[str, Any]:
        """Return the validated fields of the form or body. Raises the problem of what breaks a rule."""
        if self.source not in BODIES:
            refuse_repeated(self.data, SEVERAL)
        form = (ManifestRequest if self.source in BODIES else ManifestForm)(data=self.data)
        form.is_valid(raise_exception=True)
        fields: dict[str, Any] = form.validated_data
        return fields


def sent_manifest(request: Request) -> SentManifest:
    """Return the manifest of a request, read once. Raises the problem of a body that is too large, or not read here."""
    manifest = request.META.get(KEPT_AS)
    if not isinstance(manifest, SentManifest):
        manifest = request.META[KEPT_AS] = _read(request)
    return manifest


def _read(request: Request) -> SentManifest:
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_BYTES:
        raise ApiProblem("body-too-large", f"A manifest has at most {settings.MAX_UPLOAD_BYTES:,} bytes.")
    if parser := body_parser(request):
        body = spooled_body(request)
        return SentManifest(body, parser.source, parser.parse_file(body))
    try:
        data: Any = request.data or QueryDict()  # without a body and its kind it is no form, but an empty mapping
        file: Any = data.get("file")
    except SuspiciousOperation as error:
        raise ParseError("The form has more fields or files than are read.") from error
    # A text in the place of the file is refused by the form.
    return SentManifest(file if hasattr(file, "chunks") else BytesIO(), str(getattr(file, "name", "")), data)
