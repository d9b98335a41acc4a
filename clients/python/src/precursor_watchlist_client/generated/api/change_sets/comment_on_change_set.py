from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.change_set_record import ChangeSetRecord
from ...models.problem_details import ProblemDetails
from ...models.remark import Remark
from ...types import UNSET, Response, Unset


def _get_kwargs(
    change_set_id: UUID,
    *,
    body: Remark,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/change-sets/{change_set_id}/comments/".format(
            change_set_id=quote(str(change_set_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ChangeSetRecord | ProblemDetails | None:
    if response.status_code == 201:
        response_201 = ChangeSetRecord.from_dict(response.json())

        return response_201

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

    if response.status_code == 413:
        response_413 = ProblemDetails.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ProblemDetails.from_dict(response.json())

        return response_415

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
) -> Response[ChangeSetRecord | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    change_set_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Remark,
    idempotency_key: str | Unset = UNSET,
) -> Response[ChangeSetRecord | ProblemDetails]:
    """Remark something on a change set, or on one change of it

     Remark it.

    Args:
        change_set_id (UUID):
        idempotency_key (str | Unset):
        body (Remark): A comment on a change set, or on one change of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChangeSetRecord | ProblemDetails]
    """

    kwargs = _get_kwargs(
        change_set_id=change_set_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    change_set_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Remark,
    idempotency_key: str | Unset = UNSET,
) -> ChangeSetRecord | ProblemDetails | None:
    """Remark something on a change set, or on one change of it

     Remark it.

    Args:
        change_set_id (UUID):
        idempotency_key (str | Unset):
        body (Remark): A comment on a change set, or on one change of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChangeSetRecord | ProblemDetails
    """

    return sync_detailed(
        change_set_id=change_set_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    change_set_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Remark,
    idempotency_key: str | Unset = UNSET,
) -> Response[ChangeSetRecord | ProblemDetails]:
    """Remark something on a change set, or on one change of it

     Remark it.

    Args:
        change_set_id (UUID):
        idempotency_key (str | Unset):
        body (Remark): A comment on a change set, or on one change of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChangeSetRecord | ProblemDetails]
    """

    kwargs = _get_kwargs(
        change_set_id=change_set_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    change_set_id: UUID,
    *,
    client: AuthenticatedClient,
    body: Remark,
    idempotency_key: str | Unset = UNSET,
) -> ChangeSetRecord | ProblemDetails | None:
    """Remark something on a change set, or on one change of it

     Remark it.

    Args:
        change_set_id (UUID):
        idempotency_key (str | Unset):
        body (Remark): A comment on a change set, or on one change of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChangeSetRecord | ProblemDetails
    """

    return (
        await asyncio_detailed(
            change_set_id=change_set_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
