from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.read_manifest_results_format import ReadManifestResultsFormat
from ...models.results_job_record import ResultsJobRecord
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    manifest_id: UUID,
    *,
    format_: ReadManifestResultsFormat | Unset = "jsonl",
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_range, Unset):
        headers["If-Range"] = if_range

    if not isinstance(range_, Unset):
        headers["Range"] = range_

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/manifests/{manifest_id}/results/".format(
            manifest_id=quote(str(manifest_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | File | ProblemDetails | ResultsJobRecord | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 202:
        response_202 = ResultsJobRecord.from_dict(response.json())

        return response_202

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProblemDetails.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProblemDetails.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ProblemDetails.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ProblemDetails.from_dict(response.json())

        return response_409

    if response.status_code == 416:
        response_416 = ProblemDetails.from_dict(response.json())

        return response_416

    if response.status_code == 422:
        response_422 = ProblemDetails.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | File | ProblemDetails | ResultsJobRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    format_: ReadManifestResultsFormat | Unset = "jsonl",
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | ProblemDetails | ResultsJobRecord]:
    """Read every record of a manifest that is done, as JSON Lines, CSV, XLSX or Parquet

     Return the file, whole or the range asked for. A long one that is not there yet is made by a job:
    202.

    It is made once for all who are shown the same, and anew when people said more of the lines: it has
    a strong ETag.

    Args:
        manifest_id (UUID):
        format_ (ReadManifestResultsFormat | Unset):  Default: 'jsonl'.
        if_range (str | Unset):
        range_ (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | ProblemDetails | ResultsJobRecord]
    """

    kwargs = _get_kwargs(
        manifest_id=manifest_id,
        format_=format_,
        if_range=if_range,
        range_=range_,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    format_: ReadManifestResultsFormat | Unset = "jsonl",
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | ProblemDetails | ResultsJobRecord | None:
    """Read every record of a manifest that is done, as JSON Lines, CSV, XLSX or Parquet

     Return the file, whole or the range asked for. A long one that is not there yet is made by a job:
    202.

    It is made once for all who are shown the same, and anew when people said more of the lines: it has
    a strong ETag.

    Args:
        manifest_id (UUID):
        format_ (ReadManifestResultsFormat | Unset):  Default: 'jsonl'.
        if_range (str | Unset):
        range_ (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | ProblemDetails | ResultsJobRecord
    """

    return sync_detailed(
        manifest_id=manifest_id,
        client=client,
        format_=format_,
        if_range=if_range,
        range_=range_,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    format_: ReadManifestResultsFormat | Unset = "jsonl",
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | ProblemDetails | ResultsJobRecord]:
    """Read every record of a manifest that is done, as JSON Lines, CSV, XLSX or Parquet

     Return the file, whole or the range asked for. A long one that is not there yet is made by a job:
    202.

    It is made once for all who are shown the same, and anew when people said more of the lines: it has
    a strong ETag.

    Args:
        manifest_id (UUID):
        format_ (ReadManifestResultsFormat | Unset):  Default: 'jsonl'.
        if_range (str | Unset):
        range_ (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | ProblemDetails | ResultsJobRecord]
    """

    kwargs = _get_kwargs(
        manifest_id=manifest_id,
        format_=format_,
        if_range=if_range,
        range_=range_,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    format_: ReadManifestResultsFormat | Unset = "jsonl",
    if_range: str | Unset = UNSET,
    range_: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | ProblemDetails | ResultsJobRecord | None:
    """Read every record of a manifest that is done, as JSON Lines, CSV, XLSX or Parquet

     Return the file, whole or the range asked for. A long one that is not there yet is made by a job:
    202.

    It is made once for all who are shown the same, and anew when people said more of the lines: it has
    a strong ETag.

    Args:
        manifest_id (UUID):
        format_ (ReadManifestResultsFormat | Unset):  Default: 'jsonl'.
        if_range (str | Unset):
        range_ (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | ProblemDetails | ResultsJobRecord
    """

    return (
        await asyncio_detailed(
            manifest_id=manifest_id,
            client=client,
            format_=format_,
            if_range=if_range,
            range_=range_,
            if_none_match=if_none_match,
        )
    ).parsed
