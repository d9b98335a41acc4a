from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_manifest_lines_severity import ListManifestLinesSeverity
from ...models.list_manifest_lines_verdict import ListManifestLinesVerdict
from ...models.manifest_line_page import ManifestLinePage
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    manifest_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    list_: str | Unset = UNSET,
    severity: ListManifestLinesSeverity | Unset = UNSET,
    text: str | Unset = UNSET,
    verdict: ListManifestLinesVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["list"] = list_

    json_severity: str | Unset = UNSET
    if not isinstance(severity, Unset):
        json_severity = severity

    params["severity"] = json_severity

    params["text"] = text

    json_verdict: str | Unset = UNSET
    if not isinstance(verdict, Unset):
        json_verdict = verdict

    params["verdict"] = json_verdict

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/manifests/{manifest_id}/lines/".format(
            manifest_id=quote(str(manifest_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ManifestLinePage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = ManifestLinePage.from_dict(response.json())

        return response_200

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

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ManifestLinePage | ProblemDetails]:
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
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    list_: str | Unset = UNSET,
    severity: ListManifestLinesSeverity | Unset = UNSET,
    text: str | Unset = UNSET,
    verdict: ListManifestLinesVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ManifestLinePage | ProblemDetails]:
    """Read the lines of a manifest that are answered, a page at a time, in the order of the file

     Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow.

    Args:
        manifest_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        list_ (str | Unset):
        severity (ListManifestLinesSeverity | Unset):
        text (str | Unset):
        verdict (ListManifestLinesVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ManifestLinePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        manifest_id=manifest_id,
        cursor=cursor,
        limit=limit,
        list_=list_,
        severity=severity,
        text=text,
        verdict=verdict,
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
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    list_: str | Unset = UNSET,
    severity: ListManifestLinesSeverity | Unset = UNSET,
    text: str | Unset = UNSET,
    verdict: ListManifestLinesVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ManifestLinePage | ProblemDetails | None:
    """Read the lines of a manifest that are answered, a page at a time, in the order of the file

     Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow.

    Args:
        manifest_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        list_ (str | Unset):
        severity (ListManifestLinesSeverity | Unset):
        text (str | Unset):
        verdict (ListManifestLinesVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ManifestLinePage | ProblemDetails
    """

    return sync_detailed(
        manifest_id=manifest_id,
        client=client,
        cursor=cursor,
        limit=limit,
        list_=list_,
        severity=severity,
        text=text,
        verdict=verdict,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    list_: str | Unset = UNSET,
    severity: ListManifestLinesSeverity | Unset = UNSET,
    text: str | Unset = UNSET,
    verdict: ListManifestLinesVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ManifestLinePage | ProblemDetails]:
    """Read the lines of a manifest that are answered, a page at a time, in the order of the file

     Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow.

    Args:
        manifest_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        list_ (str | Unset):
        severity (ListManifestLinesSeverity | Unset):
        text (str | Unset):
        verdict (ListManifestLinesVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ManifestLinePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        manifest_id=manifest_id,
        cursor=cursor,
        limit=limit,
        list_=list_,
        severity=severity,
        text=text,
        verdict=verdict,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    manifest_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    list_: str | Unset = UNSET,
    severity: ListManifestLinesSeverity | Unset = UNSET,
    text: str | Unset = UNSET,
    verdict: ListManifestLinesVerdict | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | ManifestLinePage | ProblemDetails | None:
    """Read the lines of a manifest that are answered, a page at a time, in the order of the file

     Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow.

    Args:
        manifest_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        list_ (str | Unset):
        severity (ListManifestLinesSeverity | Unset):
        text (str | Unset):
        verdict (ListManifestLinesVerdict | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ManifestLinePage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            manifest_id=manifest_id,
            client=client,
            cursor=cursor,
            limit=limit,
            list_=list_,
            severity=severity,
            text=text,
            verdict=verdict,
            if_none_match=if_none_match,
        )
    ).parsed
