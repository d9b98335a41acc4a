from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.line_record import LineRecord


T = TypeVar("T", bound="DifferenceRecord")


@_attrs_define
class DifferenceRecord:
    """One line that is answered differently now."""

    line: int
    key: None | str
    fields: list[str]
    """ what differs """
    then: LineRecord | None
    """ null: it is not stored """
    now: LineRecord | None
    """ null: it is not read again """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.line_record import LineRecord  # noqa: PLC0415

        line = self.line

        key: None | str
        key = self.key

        fields = self.fields

        then: dict[str, Any] | None
        if isinstance(self.then, LineRecord):
            then = self.then.to_dict()
        else:
            then = self.then

        now: dict[str, Any] | None
        if isinstance(self.now, LineRecord):
            now = self.now.to_dict()
        else:
            now = self.now

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "key": key,
                "fields": fields,
                "then": then,
                "now": now,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.line_record import LineRecord  # noqa: PLC0415

        d = dict(src_dict)
        line = d.pop("line")

        def _parse_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        key = _parse_key(d.pop("key"))

        fields = cast(list[str], d.pop("fields"))

        def _parse_then(data: object) -> LineRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                then_type_0 = LineRecord.from_dict(data)

                return then_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LineRecord | None, data)

        then = _parse_then(d.pop("then"))

        def _parse_now(data: object) -> LineRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                now_type_0 = LineRecord.from_dict(data)

                return now_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LineRecord | None, data)

        now = _parse_now(d.pop("now"))

        difference_record = cls(
            line=line,
            key=key,
            fields=fields,
            then=then,
            now=now,
        )

        difference_record.additional_properties = d
        return difference_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
