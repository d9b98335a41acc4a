from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem_details import ProblemDetails
from ...models.screen_view import ScreenView
from ...models.screening_record import ScreeningRecord
from ...models.screening_request import ScreeningRequest
from ...models.verdicts_record import VerdictsRecord
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ScreeningRequest | Unset = UNSET,
    view: ScreenView | Unset = "whole",
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_view: str | Unset = UNSET
    if not isinstance(view, Unset):
        json_view = view

    params["view"] = json_view

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/screenings/",
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ProblemDetails | ScreeningRecord | VerdictsRecord | None:
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

    if response.status_code == 201:

        def _parse_response_201(data: object) -> ScreeningRecord | VerdictsRecord:
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

        response_201 = _parse_response_201(response.json())

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
) -> Response[ProblemDetails | ScreeningRecord | VerdictsRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ScreeningRequest | Unset = UNSET,
    view: ScreenView | Unset = "whole",
    idempotency_key: str | Unset = UNSET,
) -> Response[ProblemDetails | ScreeningRecord | VerdictsRecord]:
    """Compare every line of a shipment with the law, and keep the answer

     Screen the lines sent and store what was said, word for word.

    With `"store": false` nothing is kept but the count of the lines: the answer is 200, and no sum,
    case or webhook
    knows of it.

    Args:
        view (ScreenView | Unset):  Default: 'whole'.
        idempotency_key (str | Unset):
        body (ScreeningRequest | Unset): A shipment, and the question asked of the law. What a
            line says of its own movement comes first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | ScreeningRecord | VerdictsRecord]
    """

    kwargs = _get_kwargs(
        body=body,
        view=view,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ScreeningRequest | Unset = UNSET,
    view: ScreenView | Unset = "whole",
    idempotency_key: str | Unset = UNSET,
) -> ProblemDetails | ScreeningRecord | VerdictsRecord | None:
    """Compare every line of a shipment with the law, and keep the answer

     Screen the lines sent and store what was said, word for word.

    With `"store": false` nothing is kept but the count of the lines: the answer is 200, and no sum,
    case or webhook
    knows of it.

    Args:
        view (ScreenView | Unset):  Default: 'whole'.
        idempotency_key (str | Unset):
        body (ScreeningRequest | Unset): A shipment, and the question asked of the law. What a
            line says of its own movement comes first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | ScreeningRecord | VerdictsRecord
    """

    return sync_detailed(
        client=client,
        body=body,
        view=view,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ScreeningRequest | Unset = UNSET,
    view: ScreenView | Unset = "whole",
    idempotency_key: str | Unset = UNSET,
) -> Response[ProblemDetails | ScreeningRecord | VerdictsRecord]:
    """Compare every line of a shipment with the law, and keep the answer

     Screen the lines sent and store what was said, word for word.

    With `"store": false` nothing is kept but the count of the lines: the answer is 200, and no sum,
    case or webhook
    knows of it.

    Args:
        view (ScreenView | Unset):  Default: 'whole'.
        idempotency_key (str | Unset):
        body (ScreeningRequest | Unset): A shipment, and the question asked of the law. What a
            line says of its own movement comes first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | ScreeningRecord | VerdictsRecord]
    """

    kwargs = _get_kwargs(
        body=body,
        view=view,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ScreeningRequest | Unset = UNSET,
    view: ScreenView | Unset = "whole",
    idempotency_key: str | Unset = UNSET,
) -> ProblemDetails | ScreeningRecord | VerdictsRecord | None:
    """Compare every line of a shipment with the law, and keep the answer

     Screen the lines sent and store what was said, word for word.

    With `"store": false` nothing is kept but the count of the lines: the answer is 200, and no sum,
    case or webhook
    knows of it.

    Args:
        view (ScreenView | Unset):  Default: 'whole'.
        idempotency_key (str | Unset):
        body (ScreeningRequest | Unset): A shipment, and the question asked of the law. What a
            line says of its own movement comes first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | ScreeningRecord | VerdictsRecord
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            view=view,
            idempotency_key=idempotency_key,
        )
    ).parsed
