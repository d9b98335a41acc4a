from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.how_enum import HowEnum, check_how_enum

if TYPE_CHECKING:
    from ..models.form_record import FormRecord


T = TypeVar("T", bound="MatchRecord")


@_attrs_define
class MatchRecord:
    """By what of it a substance meets the search."""

    how: HowEnum
    text: str
    """ the name, number or SMILES of it that meets the search """
    form: FormRecord | None
    """ the form that has the number or structure; null: the substance """
    similarity: float | None
    """ Tanimoto coefficient of Morgan fingerprints (radius 2, 2,048 bits): plain likeness, not an alert. Null for
    other searches, and for a token without the scope review_cases """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.form_record import FormRecord  # noqa: PLC0415

        how: str = self.how

        text = self.text

        form: dict[str, Any] | None
        if isinstance(self.form, FormRecord):
            form = self.form.to_dict()
        else:
            form = self.form

        similarity: float | None
        similarity = self.similarity

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "how": how,
                "text": text,
                "form": form,
                "similarity": similarity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.form_record import FormRecord  # noqa: PLC0415

        d = dict(src_dict)
        how = check_how_enum(d.pop("how"))

        text = d.pop("text")

        def _parse_form(data: object) -> FormRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                form_type_0 = FormRecord.from_dict(data)

                return form_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FormRecord | None, data)

        form = _parse_form(d.pop("form"))

        def _parse_similarity(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        similarity = _parse_similarity(d.pop("similarity"))

        match_record = cls(
            how=how,
            text=text,
            form=form,
            similarity=similarity,
        )

        match_record.additional_properties = d
        return match_record

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
