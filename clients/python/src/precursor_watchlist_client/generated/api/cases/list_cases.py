import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.case_page import CasePage
from ...models.list_cases_action import ListCasesAction
from ...models.list_cases_state import ListCasesState
from ...models.list_cases_verdict import ListCasesVerdict
from ...models.problem_details import ProblemDetails
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    action: ListCasesAction | Unset = UNSET,
    assignee: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    due_before: datetime.date | Unset = UNSET,
    limit: int | Unset = 100,
    opened_after: datetime.datetime | Unset = UNSET,
    opened_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListCasesState | Unset = UNSET,
    verdict: ListCasesVerdict | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_action: str | Unset = UNSET
    if not isinstance(action, Unset):
        json_action = action

    params["action"] = json_action

    params["assignee"] = assignee

    params["cursor"] = cursor

    json_due_before: str | Unset = UNSET
    if not isinstance(due_before, Unset):
        json_due_before = due_before.isoformat()
    params["due_before"] = json_due_before

    params["limit"] = limit

    json_opened_after: str | Unset = UNSET
    if not isinstance(opened_after, Unset):
        json_opened_after = opened_after.isoformat()
    params["opened_after"] = json_opened_after

    json_opened_before: str | Unset = UNSET
    if not isinstance(opened_before, Unset):
        json_opened_before = opened_before.isoformat()
    params["opened_before"] = json_opened_before

    params["party"] = party

    params["reference"] = reference

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    json_verdict: str | Unset = UNSET
    if not isinstance(verdict, Unset):
        json_verdict = verdict

    params["verdict"] = json_verdict

    params["waiting"] = waiting

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/cases/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | CasePage | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = CasePage.from_dict(response.json())

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

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | CasePage | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    action: ListCasesAction | Unset = UNSET,
    assignee: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    due_before: datetime.date | Unset = UNSET,
    limit: int | Unset = 100,
    opened_after: datetime.datetime | Unset = UNSET,
    opened_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListCasesState | Unset = UNSET,
    verdict: ListCasesVerdict | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | CasePage | ProblemDetails]:
    """List the cases, those opened last first

     Return a page of them.

    Args:
        action (ListCasesAction | Unset):
        assignee (str | Unset):
        cursor (str | Unset):
        due_before (datetime.date | Unset):
        limit (int | Unset):  Default: 100.
        opened_after (datetime.datetime | Unset):
        opened_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        state (ListCasesState | Unset):
        verdict (ListCasesVerdict | Unset):
        waiting (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | CasePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        action=action,
        assignee=assignee,
        cursor=cursor,
        due_before=due_before,
        limit=limit,
        opened_after=opened_after,
        opened_before=opened_before,
        party=party,
        reference=reference,
        state=state,
        verdict=verdict,
        waiting=waiting,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    action: ListCasesAction | Unset = UNSET,
    assignee: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    due_before: datetime.date | Unset = UNSET,
    limit: int | Unset = 100,
    opened_after: datetime.datetime | Unset = UNSET,
    opened_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListCasesState | Unset = UNSET,
    verdict: ListCasesVerdict | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | CasePage | ProblemDetails | None:
    """List the cases, those opened last first

     Return a page of them.

    Args:
        action (ListCasesAction | Unset):
        assignee (str | Unset):
        cursor (str | Unset):
        due_before (datetime.date | Unset):
        limit (int | Unset):  Default: 100.
        opened_after (datetime.datetime | Unset):
        opened_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        state (ListCasesState | Unset):
        verdict (ListCasesVerdict | Unset):
        waiting (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | CasePage | ProblemDetails
    """

    return sync_detailed(
        client=client,
        action=action,
        assignee=assignee,
        cursor=cursor,
        due_before=due_before,
        limit=limit,
        opened_after=opened_after,
        opened_before=opened_before,
        party=party,
        reference=reference,
        state=state,
        verdict=verdict,
        waiting=waiting,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    action: ListCasesAction | Unset = UNSET,
    assignee: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    due_before: datetime.date | Unset = UNSET,
    limit: int | Unset = 100,
    opened_after: datetime.datetime | Unset = UNSET,
    opened_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListCasesState | Unset = UNSET,
    verdict: ListCasesVerdict | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | CasePage | ProblemDetails]:
    """List the cases, those opened last first

     Return a page of them.

    Args:
        action (ListCasesAction | Unset):
        assignee (str | Unset):
        cursor (str | Unset):
        due_before (datetime.date | Unset):
        limit (int | Unset):  Default: 100.
        opened_after (datetime.datetime | Unset):
        opened_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        state (ListCasesState | Unset):
        verdict (ListCasesVerdict | Unset):
        waiting (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | CasePage | ProblemDetails]
    """

    kwargs = _get_kwargs(
        action=action,
        assignee=assignee,
        cursor=cursor,
        due_before=due_before,
        limit=limit,
        opened_after=opened_after,
        opened_before=opened_before,
        party=party,
        reference=reference,
        state=state,
        verdict=verdict,
        waiting=waiting,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    action: ListCasesAction | Unset = UNSET,
    assignee: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    due_before: datetime.date | Unset = UNSET,
    limit: int | Unset = 100,
    opened_after: datetime.datetime | Unset = UNSET,
    opened_before: datetime.datetime | Unset = UNSET,
    party: str | Unset = UNSET,
    reference: str | Unset = UNSET,
    state: ListCasesState | Unset = UNSET,
    verdict: ListCasesVerdict | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | CasePage | ProblemDetails | None:
    """List the cases, those opened last first

     Return a page of them.

    Args:
        action (ListCasesAction | Unset):
        assignee (str | Unset):
        cursor (str | Unset):
        due_before (datetime.date | Unset):
        limit (int | Unset):  Default: 100.
        opened_after (datetime.datetime | Unset):
        opened_before (datetime.datetime | Unset):
        party (str | Unset):
        reference (str | Unset):
        state (ListCasesState | Unset):
        verdict (ListCasesVerdict | Unset):
        waiting (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | CasePage | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            action=action,
            assignee=assignee,
            cursor=cursor,
            due_before=due_before,
            limit=limit,
            opened_after=opened_after,
            opened_before=opened_before,
            party=party,
            reference=reference,
            state=state,
            verdict=verdict,
            waiting=waiting,
            if_none_match=if_none_match,
        )
    ).parsed
