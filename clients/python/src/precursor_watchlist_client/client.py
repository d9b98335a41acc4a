"""The connection to a service, and what a call to it is made with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from uuid import UUID

import httpx

from precursor_watchlist_client import downloads, json_lines, paging, waiting
from precursor_watchlist_client.answers import Refused, expect
from precursor_watchlist_client.generated import AuthenticatedClient
from precursor_watchlist_client.generated.api.tokens import log_in as log_in_call
from precursor_watchlist_client.generated.models import (
    AcceptedManifest,
    IssuedToken,
    ProblemDetails,
    ScreeningRecord,
    TokenRequest,
)
from precursor_watchlist_client.generated.types import Response
from precursor_watchlist_client.paging import Page, PageT
from precursor_watchlist_client.retries import KEY, Retries, SafeTransport

T = TypeVar("T")
RETRIES: Final = Retries()
PATIENCE: Final = waiting.Patience()


class Watchlist:
    """A service, asked with a token. Use it in a `with` block, or `close` it.

    `api` is what generated calls take as their `client`. Through it, each `POST` bears an idempotency key, and what may
    be sent again is.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        retries: Retries = RETRIES,
        timeout: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._retries = retries
        self.http = httpx.Client(
            base_url=url.rstrip("/"),
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout,
            transport=SafeTransport(transport or httpx.HTTPTransport(), retries),
        )
        self.api = AuthenticatedClient(base_url=url, token=token, raise_on_unexpected_status=True)
        self.api.set_httpx_client(self.http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def pages(self, kind: type[PageT], call: Callable[..., object], *path: object, **query: Any) -> Iterator[PageT]:
        """Yield the pages of a collection: `pages(CasePage, list_cases.sync, state="pending")`."""
        return paging.pages(kind, call, *path, client=self.api, **query)

    def items(self, kind: type[Page[T]], call: Callable[..., object], *path: object, **query: Any) -> Iterator[T]:
        """Yield what is on the pages of a collection, one after the other."""
        for page in paging.pages(kind, call, *path, client=self.api, **query):
            yield from page.items

    def wait(
        self,
        kind: type[T],
        call: Callable[..., Response[Any]],
        *path: object,
        patience: waiting.Patience = PATIENCE,
        **query: Any,
    ) -> T:
        """Return the record of a job once it is over: `wait(ManifestRecord, read_manifest.sync_detailed, id)`."""
        return waiting.wait_for(kind, call, *path, patience=patience, client=self.api, **query)

    def download(
        self, manifest_id: UUID, target: Path, *, form: str = "jsonl", patience: waiting.Patience = PATIENCE
    ) -> Path:
        """Write the results of a manifest to `target`, as `jsonl`, `csv`, `xlsx` or `parquet`, and return it.

        One that broke off goes on where it stopped. Raises `Refused`, `DownloadFailed` and `StillRunning`.
        """
        return downloads.download(self.http, manifest_id, target, form=form, retries=self._retries, patience=patience)

    def screen_lines(
        self, shipment: Mapping[str, Any], lines: Iterable[Mapping[str, Any]], key: str | None = None
    ) -> ScreeningRecord:
        """Screen lines that come one after the other, packed, at once. Raises as `expect` does."""
        return ScreeningRecord.from_dict(self._send_lines("screenings", shipment, lines, key))

    def send_lines(
        self, shipment: Mapping[str, Any], lines: Iterable[Mapping[str, Any]], key: str | None = None
    ) -> AcceptedManifest:
        """Send lines that come one after the other, packed, to be screened by a job. Raises as `expect` does."""
        return AcceptedManifest.from_dict(self._send_lines("manifests", shipment, lines, key))

    def _send_lines(
        self, place: str, shipment: Mapping[str, Any], lines: Iterable[Mapping[str, Any]], key: str | None
    ) -> dict[str, Any]:
        headers = {**json_lines.HEADERS, **({KEY: key} if key else {})}
        body = json_lines.packed(shipment, lines)
        response = self.http.post(f"/api/v1/{place}/", content=body, headers=headers)
        if response.is_error:
            raise Refused(ProblemDetails.from_dict(response.json()))
        answer: dict[str, Any] = response.json()
        return answer


def log_in(url: str, user: str, password: str, request: TokenRequest, *, timeout: float = 60.0) -> IssuedToken:
    """Return a new token of a user: its text is shown this once. Raises `Refused`. It is never sent again by itself."""
    with httpx.Client(base_url=url.rstrip("/"), auth=(user, password), timeout=timeout) as http:
        api = AuthenticatedClient(base_url=url, token="", raise_on_unexpected_status=True).set_httpx_client(http)
        return expect(IssuedToken, log_in_call.sync(client=api, body=request))
