from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.line_decision_word import LineDecisionWord, check_line_decision_word
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.override_form import OverrideForm


T = TypeVar("T", bound="LineDecisionForm")


@_attrs_define
class LineDecisionForm:
    """What became of lines, and what that rests on."""

    lines: list[int] | None
    """ their numbers in the file; null: all that have no final word """
    word: LineDecisionWord
    note: None | str | Unset = UNSET
    authorisations: list[int] | None | Unset = UNSET
    """ of a release under authorisation: the ids of those of the register that cover these lines """
    override: None | OverrideForm | Unset = UNSET
    """ of a release that lacks a thing """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.override_form import OverrideForm  # noqa: PLC0415

        lines: list[int] | None
        if isinstance(self.lines, list):
            lines = self.lines

        else:
            lines = self.lines

        word: str = self.word

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        authorisations: list[int] | None | Unset
        if isinstance(self.authorisations, Unset):
            authorisations = UNSET
        elif isinstance(self.authorisations, list):
            authorisations = self.authorisations

        else:
            authorisations = self.authorisations

        override: dict[str, Any] | None | Unset
        if isinstance(self.override, Unset):
            override = UNSET
        elif isinstance(self.override, OverrideForm):
            override = self.override.to_dict()
        else:
            override = self.override

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "word": word,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if authorisations is not UNSET:
            field_dict["authorisations"] = authorisations
        if override is not UNSET:
            field_dict["override"] = override

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.override_form import OverrideForm  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_lines(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                lines_type_0 = cast(list[int], data)

                return lines_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        lines = _parse_lines(d.pop("lines"))

        word = check_line_decision_word(d.pop("word"))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_authorisations(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                authorisations_type_0 = cast(list[int], data)

                return authorisations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        authorisations = _parse_authorisations(d.pop("authorisations", UNSET))

        def _parse_override(data: object) -> None | OverrideForm | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                override_type_0 = OverrideForm.from_dict(data)

                return override_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OverrideForm | Unset, data)

        override = _parse_override(d.pop("override", UNSET))

        line_decision_form = cls(
            lines=lines,
            word=word,
            note=note,
            authorisations=authorisations,
            override=override,
        )

        line_decision_form.additional_properties = d
        return line_decision_form

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
