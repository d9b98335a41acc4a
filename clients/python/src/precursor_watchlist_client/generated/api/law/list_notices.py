import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_notices_kind import ListNoticesKind
from ...models.notice_page import NoticePage
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    jurisdiction: str | Unset = UNSET,
    kind: ListNoticesKind | Unset = UNSET,
    known_at: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 100,
    published_since: datetime.date | Unset = UNSET,
    substance: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["jurisdiction"] = jurisdiction

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    json_known_at: str | Unset = UNSET
    if not isinstance(known_at, Unset):
        json_known_at = known_at.isoformat()
    params["known_at"] = json_known_at

    params["limit"] = limit

    json_published_since: str | Unset = UNSET
    if not isinstance(published_since, Unset):
        json_published_since = published_since.isoformat()
    params["published_since"] = json_published_since

    params["substance"] = substance

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/notices/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | NoticePage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = NoticePage.from_dict(response.json())

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
) -> Response[Any | NoticePage | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    jurisdiction: str | Unset = UNSET,
    kind: ListNoticesKind | Unset = UNSET,
    known_at: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 100,
    published_since: datetime.date | Unset = UNSET,
    substance: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | NoticePage | ProblemDetails]:
    """List what is proposed or announced, the last published first

     Return a page; all pages that follow it are of the state of knowledge that the first one names.

    Args:
        cursor (str | Unset):
        jurisdiction (str | Unset):
        kind (ListNoticesKind | Unset):
        known_at (datetime.datetime | Unset):
        limit (int | Unset):  Default: 100.
        published_since (datetime.date | Unset):
        substance (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | NoticePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        jurisdiction=jurisdiction,
        kind=kind,
        known_at=known_at,
        limit=limit,
        published_since=published_since,
        substance=substance,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    jurisdiction: str | Unset = UNSET,
    kind: ListNoticesKind | Unset = UNSET,
    known_at: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 100,
    published_since: datetime.date | Unset = UNSET,
    substance: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | NoticePage | ProblemDetails | None:
    """List what is proposed or announced, the last published first

     Return a page; all pages that follow it are of the state of knowledge that the first one names.

    Args:
        cursor (str | Unset):
        jurisdiction (str | Unset):
        kind (ListNoticesKind | Unset):
        known_at (datetime.datetime | Unset):
        limit (int | Unset):  Default: 100.
        published_since (datetime.date | Unset):
        substance (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | NoticePage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        jurisdiction=jurisdiction,
        kind=kind,
        known_at=known_at,
        limit=limit,
        published_since=published_since,
        substance=substance,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    jurisdiction: str | Unset = UNSET,
    kind: ListNoticesKind | Unset = UNSET,
    known_at: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 100,
    published_since: datetime.date | Unset = UNSET,
    substance: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | NoticePage | ProblemDetails]:
    """List what is proposed or announced, the last published first

     Return a page; all pages that follow it are of the state of knowledge that the first one names.

    Args:
        cursor (str | Unset):
        jurisdiction (str | Unset):
        kind (ListNoticesKind | Unset):
        known_at (datetime.datetime | Unset):
        limit (int | Unset):  Default: 100.
        published_since (datetime.date | Unset):
        substance (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | NoticePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        jurisdiction=jurisdiction,
        kind=kind,
        known_at=known_at,
        limit=limit,
        published_since=published_since,
        substance=substance,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    jurisdiction: str | Unset = UNSET,
    kind: ListNoticesKind | Unset = UNSET,
    known_at: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 100,
    published_since: datetime.date | Unset = UNSET,
    substance: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | NoticePage | ProblemDetails | None:
    """List what is proposed or announced, the last published first

     Return a page; all pages that follow it are of the state of knowledge that the first one names.

    Args:
        cursor (str | Unset):
        jurisdiction (str | Unset):
        kind (ListNoticesKind | Unset):
        known_at (datetime.datetime | Unset):
        limit (int | Unset):  Default: 100.
        published_since (datetime.date | Unset):
        substance (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | NoticePage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            jurisdiction=jurisdiction,
            kind=kind,
            known_at=known_at,
            limit=limit,
            published_since=published_since,
            substance=substance,
            if_none_match=if_none_match,
        )
    ).parsed
