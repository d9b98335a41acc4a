from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.line_decision_form import LineDecisionForm
from ...models.lines_decided import LinesDecided
from ...models.problem_details import ProblemDetails
from ...models.referral_record import ReferralRecord
from ...types import UNSET, Response, Unset


def _get_kwargs(
    number: str,
    *,
    body: LineDecisionForm,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/cases/{number}/line-decisions/".format(
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> LinesDecided | ProblemDetails | ReferralRecord | None:
    if response.status_code == 201:
        response_201 = LinesDecided.from_dict(response.json())

        return response_201

    if response.status_code == 202:
        response_202 = ReferralRecord.from_dict(response.json())

        return response_202

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
) -> Response[LinesDecided | ProblemDetails | ReferralRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    number: str,
    *,
    client: AuthenticatedClient,
    body: LineDecisionForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[LinesDecided | ProblemDetails | ReferralRecord]:
    """Say what became of lines; where none is left, the case is closed by the word that follows from them

     A release asks that these lines be judged, and that nothing of theirs stand in its way, or an
    override: what other lines lay does not stand in the way. One of anything controlled, or with an
    override, is answered `202` with what a second officer was asked. Once a word was said on a line,
    the case takes none on the whole (`decide-by-line`): `lines: null` names all that are left.

    Args:
        number (str):
        idempotency_key (str | Unset):
        body (LineDecisionForm): What became of lines, and what that rests on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LinesDecided | ProblemDetails | ReferralRecord]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    number: str,
    *,
    client: AuthenticatedClient,
    body: LineDecisionForm,
    idempotency_key: str | Unset = UNSET,
) -> LinesDecided | ProblemDetails | ReferralRecord | None:
    """Say what became of lines; where none is left, the case is closed by the word that follows from them

     A release asks that these lines be judged, and that nothing of theirs stand in its way, or an
    override: what other lines lay does not stand in the way. One of anything controlled, or with an
    override, is answered `202` with what a second officer was asked. Once a word was said on a line,
    the case takes none on the whole (`decide-by-line`): `lines: null` names all that are left.

    Args:
        number (str):
        idempotency_key (str | Unset):
        body (LineDecisionForm): What became of lines, and what that rests on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LinesDecided | ProblemDetails | ReferralRecord
    """

    return sync_detailed(
        number=number,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    number: str,
    *,
    client: AuthenticatedClient,
    body: LineDecisionForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[LinesDecided | ProblemDetails | ReferralRecord]:
    """Say what became of lines; where none is left, the case is closed by the word that follows from them

     A release asks that these lines be judged, and that nothing of theirs stand in its way, or an
    override: what other lines lay does not stand in the way. One of anything controlled, or with an
    override, is answered `202` with what a second officer was asked. Once a word was said on a line,
    the case takes none on the whole (`decide-by-line`): `lines: null` names all that are left.

    Args:
        number (str):
        idempotency_key (str | Unset):
        body (LineDecisionForm): What became of lines, and what that rests on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LinesDecided | ProblemDetails | ReferralRecord]
    """

    kwargs = _get_kwargs(
        number=number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    number: str,
    *,
    client: AuthenticatedClient,
    body: LineDecisionForm,
    idempotency_key: str | Unset = UNSET,
) -> LinesDecided | ProblemDetails | ReferralRecord | None:
    """Say what became of lines; where none is left, the case is closed by the word that follows from them

     A release asks that these lines be judged, and that nothing of theirs stand in its way, or an
    override: what other lines lay does not stand in the way. One of anything controlled, or with an
    override, is answered `202` with what a second officer was asked. Once a word was said on a line,
    the case takes none on the whole (`decide-by-line`): `lines: null` names all that are left.

    Args:
        number (str):
        idempotency_key (str | Unset):
        body (LineDecisionForm): What became of lines, and what that rests on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LinesDecided | ProblemDetails | ReferralRecord
    """

    return (
        await asyncio_detailed(
            number=number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
