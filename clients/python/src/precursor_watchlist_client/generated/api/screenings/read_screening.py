from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.read_screening_view import ReadScreeningView
from ...models.screening_record import ScreeningRecord
from ...models.verdicts_record import VerdictsRecord
from ...types import UNSET, Response, Unset


def _get_kwargs(
    screening_id: UUID,
    *,
    view: ReadScreeningView | Unset = "whole",
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_view: str | Unset = UNSET
    if not isinstance(view, Unset):
        json_view = view

    params["view"] = json_view

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/screenings/{screening_id}/".format(
            screening_id=quote(str(screening_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ProblemDetails | ScreeningRecord | VerdictsRecord | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> ScreeningRecord | VerdictsRecord:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_answer_in_view_type_0 = ScreeningRecord.from_dict(data)

                return componentsschemas_answer_in_view_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_answer_in_view_type_1 = VerdictsRecord.from_dict(data)

            return componentsschemas_answer_in_view_type_1

        response_200 = _parse_response_200(response.json())

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
) -> Response[Any | ProblemDetails | ScreeningRecord | VerdictsRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    screening_id: UUID,
    *,
    client: AuthenticatedClient,
    view: ReadScreeningView | Unset = "whole",
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ProblemDetails | ScreeningRecord | VerdictsRecord]:
    """Read what a screening said, word for word

     Return the records of a screening to whoever made it, and to those who may read everybody's.

    Args:
        screening_id (UUID):
        view (ReadScreeningView | Unset):  Default: 'whole'.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails | ScreeningRecord | VerdictsRecord]
    """

    kwargs = _get_kwargs(
        screening_id=screening_id,
        view=view,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    screening_id: UUID,
    *,
    client: AuthenticatedClient,
    view: ReadScreeningView | Unset = "whole",
    if_none_match: str | Unset = UNSET,
) -> Any | ProblemDetails | ScreeningRecord | VerdictsRecord | None:
    """Read what a screening said, word for word

     Return the records of a screening to whoever made it, and to those who may read everybody's.

    Args:
        screening_id (UUID):
        view (ReadScreeningView | Unset):  Default: 'whole'.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails | ScreeningRecord | VerdictsRecord
    """

    return sync_detailed(
        screening_id=screening_id,
        client=client,
        view=view,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    screening_id: UUID,
    *,
    client: AuthenticatedClient,
    view: ReadScreeningView | Unset = "whole",
    if_none_match: str | Unset = UNSET,
) -> Response[Any | ProblemDetails | ScreeningRecord | VerdictsRecord]:
    """Read what a screening said, word for word

     Return the records of a screening to whoever made it, and to those who may read everybody's.

    Args:
        screening_id (UUID):
        view (ReadScreeningView | Unset):  Default: 'whole'.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails | ScreeningRecord | VerdictsRecord]
    """

    kwargs = _get_kwargs(
        screening_id=screening_id,
        view=view,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    screening_id: UUID,
    *,
    client: AuthenticatedClient,
    view: ReadScreeningView | Unset = "whole",
    if_none_match: str | Unset = UNSET,
) -> Any | ProblemDetails | ScreeningRecord | VerdictsRecord | None:
    """Read what a screening said, word for word

     Return the records of a screening to whoever made it, and to those who may read everybody's.

    Args:
        screening_id (UUID):
        view (ReadScreeningView | Unset):  Default: 'whole'.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails | ScreeningRecord | VerdictsRecord
    """

    return (
        await asyncio_detailed(
            screening_id=screening_id,
            client=client,
            view=view,
            if_none_match=if_none_match,
        )
    ).parsed
