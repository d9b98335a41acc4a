import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authorisation_page import AuthorisationPage
from ...models.list_authorisations_standing import ListAuthorisationsStanding
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    standing: ListAuthorisationsStanding | Unset = UNSET,
    substance: str | Unset = UNSET,
    valid_on: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["party"] = party

    json_standing: str | Unset = UNSET
    if not isinstance(standing, Unset):
        json_standing = standing

    params["standing"] = json_standing

    params["substance"] = substance

    json_valid_on: str | Unset = UNSET
    if not isinstance(valid_on, Unset):
        json_valid_on = valid_on.isoformat()
    params["valid_on"] = json_valid_on

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/authorisations/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | AuthorisationPage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = AuthorisationPage.from_dict(response.json())

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
) -> Response[Any | AuthorisationPage | ProblemDetails]:
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
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    standing: ListAuthorisationsStanding | Unset = UNSET,
    substance: str | Unset = UNSET,
    valid_on: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | AuthorisationPage | ProblemDetails]:
    """List the documents on file, those recorded last first

     Return a page of them: of each document the row that is current.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        standing (ListAuthorisationsStanding | Unset):
        substance (str | Unset):
        valid_on (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthorisationPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        party=party,
        standing=standing,
        substance=substance,
        valid_on=valid_on,
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
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    standing: ListAuthorisationsStanding | Unset = UNSET,
    substance: str | Unset = UNSET,
    valid_on: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | AuthorisationPage | ProblemDetails | None:
    """List the documents on file, those recorded last first

     Return a page of them: of each document the row that is current.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        standing (ListAuthorisationsStanding | Unset):
        substance (str | Unset):
        valid_on (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthorisationPage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        limit=limit,
        party=party,
        standing=standing,
        substance=substance,
        valid_on=valid_on,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    standing: ListAuthorisationsStanding | Unset = UNSET,
    substance: str | Unset = UNSET,
    valid_on: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | AuthorisationPage | ProblemDetails]:
    """List the documents on file, those recorded last first

     Return a page of them: of each document the row that is current.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        standing (ListAuthorisationsStanding | Unset):
        substance (str | Unset):
        valid_on (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthorisationPage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        limit=limit,
        party=party,
        standing=standing,
        substance=substance,
        valid_on=valid_on,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 100,
    party: str | Unset = UNSET,
    standing: ListAuthorisationsStanding | Unset = UNSET,
    substance: str | Unset = UNSET,
    valid_on: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | AuthorisationPage | ProblemDetails | None:
    """List the documents on file, those recorded last first

     Return a page of them: of each document the row that is current.

    Args:
        cursor (str | Unset):
        limit (int | Unset):  Default: 100.
        party (str | Unset):
        standing (ListAuthorisationsStanding | Unset):
        substance (str | Unset):
        valid_on (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthorisationPage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            limit=limit,
            party=party,
            standing=standing,
            substance=substance,
            valid_on=valid_on,
            if_none_match=if_none_match,
        )
    ).parsed
