"""House lists, written by their owners: opened, shown to groups and hidden from them.

Whoever is not shown a list, and does not own it, is answered at each of these addresses as if it were not there.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import Group
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist.access import StoredResponse, permitted
from watchlist.api.base import HasScope, answer_example, sent
from watchlist.api.bodies import fields_of
from watchlist.api.problems import ApiProblem
from watchlist.api.registers.internal_list_bodies import GroupRequest, OpeningRequest
from watchlist.api.registers.internal_list_records import LIST, HouseListRecord, house_list_record
from watchlist.api.registers.internal_lists import readable_list
from watchlist.api.writing import Write
from watchlist.internal_lists import OPEN, HouseList, HouseListFacts, free_key, hide_from, open_house_list, show_to

GROUP: Final = sent("A group", {"group": "Officers"})


class MayOpen(HasScope):
    """Only for a token that keeps house lists, of a user who may open one."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if not permitted(request.user, OPEN):
            raise ApiProblem("scope-missing", "This needs a token of a user who may open house lists.")
        return True


class PreparedGroup(NamedTuple):
    """A list of the caller's, and the group that was named."""

    house_list: HouseList
    group: Group


def owned_list(request: Request, key: str) -> HouseList:
    """Return a list of the caller's. Raises what an unknown list does, and for who is merely shown it a refusal."""
    house_list = readable_list(request, key)
    if not HouseList.objects.owned_by(request.user).filter(pk=house_list.pk).exists():
        raise ApiProblem("not-allowed", "Only the owner of a house list brings, shows and hides it.")
    return house_list


def replayed_to_owner(request: Request, stored: StoredResponse, key: str) -> StoredResponse:
    """Return what was answered before, to who owns the list still."""
    owned_list(request, key)
    return stored


def _prepare_group(request: Request, key: str) -> PreparedGroup:
    house_list, fields = owned_list(request, key), fields_of(GroupRequest, request)
    group = Group.objects.filter(name=fields["group"]).first()
    if group is None:
        raise serializers.ValidationError({"group": "There is no group of this name."})
    return PreparedGroup(house_list, group)


writes_house_list = partial(Write, tag="house lists", scope="keep_house_lists")
"""Makes the row of a call by which a house list is written."""
_writes_readers = partial(
    writes_house_list,
    body=GroupRequest,
    prepare=_prepare_group,
    returns=HouseListRecord,
    replayed=replayed_to_owner,
    examples=[GROUP, answer_example("As it is now", LIST)],
)


@writes_house_list(
    id="open_house_list",
    summary="Open a house list of one's own, empty and shown to nobody",
    description="The service makes its key of the title. It is no law, and binds nobody.",
    rights=(MayOpen,),
    body=OpeningRequest,
    returns={201: HouseListRecord},
    examples=[
        sent("A list", {"title": "What the plant watches"}),
        answer_example("Open", {**LIST, "readers": [], "edition": None}, 201),
    ],
)
def open_own_list(request: Request, fields: dict[str, Any]) -> Response:
    owner = request.user.get_username()
    facts = HouseListFacts(free_key(fields["title"]), **fields)
    opened = open_house_list(facts=facts, owner=owner, actor=owner)
    place = {"Location": f"{request.path}{opened.key}/"}
    return Response(house_list_record(opened, None), status=201, headers=place)


@_writes_readers(id="show_house_list", summary="Show a house list to the members of a group from now on")
def show_list(request: Request, prepared: PreparedGroup, key: str) -> Response:
    """Show it. To show it again changes nothing."""
    show_to(house_list=prepared.house_list, group=prepared.group, actor=request.user.get_username())
    return _as_it_is(prepared.house_list)


@_writes_readers(id="hide_house_list", summary="Hide a house list from the members of a group at once")
def hide_list(request: Request, prepared: PreparedGroup, key: str) -> Response:
    """Hide it, whatever they were shown before. Its owner reads it still."""
    hide_from(house_list=prepared.house_list, group=prepared.group, actor=request.user.get_username())
    return _as_it_is(prepared.house_list)


def _as_it_is(house_list: HouseList) -> Response:
    return Response(house_list_record(house_list, house_list.last_edition()))
