from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.visibility_enum import VisibilityEnum, check_visibility_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SheetRecord")


@_attrs_define
class SheetRecord:
    """The rows of one sheet, or of a whole text: each is a title, a header, blank, no goods, or a line.

    What a workbook does not show was read as everything else, and is named where there is any.

    """

    name: str
    """ The name of the sheet; empty for a text. """
    rows: int
    """ How many rows it has. """
    titles: int
    """ How many of them stand above the headers. """
    headers: int
    """ How many of them are headers. """
    blank: int
    """ How many of them are empty. """
    lines: int
    """ How many of them are lines. """
    visibility: VisibilityEnum | Unset = UNSET
    """ How a workbook shows a sheet; one that is hidden was read as the others.

    * `visible`: It is shown.
    * `hidden`: It is hidden, and a person may show it again.
    * `very_hidden`: It is hidden, and in no list of the sheets that may be shown again. """
    hidden_rows: int | Unset = UNSET
    """ How many rows are hidden in the workbook; they were read. """
    hidden_columns: list[str] | Unset = UNSET
    """ Columns hidden in the workbook, and read, by letter and header. """
    unseen_lines: int | Unset = UNSET
    """ How many lines have texts that the workbook does not show. """
    comments: list[str] | Unset = UNSET
    """ Comments that stand on no line, with their cells. """
    total_rows: int | Unset = UNSET
    """ How many rows were taken as totals of the rows above them, and as no lines. """
    total_texts: list[str] | Unset = UNSET
    """ The first of these rows, as they are written. """
    skipped_rows: int | Unset = UNSET
    """ How many rows below the goods are none: bank details, signatures, terms, charges. """
    skipped_texts: list[str] | Unset = UNSET
    """ The first of these rows, each with why it is no line. """
    reconciled_rows: int | Unset = UNSET
    """ How many rows say of the same goods what another paper of the file says; they stand with its lines. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        rows = self.rows

        titles = self.titles

        headers = self.headers

        blank = self.blank

        lines = self.lines

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        hidden_rows = self.hidden_rows

        hidden_columns: list[str] | Unset = UNSET
        if not isinstance(self.hidden_columns, Unset):
            hidden_columns = self.hidden_columns

        unseen_lines = self.unseen_lines

        comments: list[str] | Unset = UNSET
        if not isinstance(self.comments, Unset):
            comments = self.comments

        total_rows = self.total_rows

        total_texts: list[str] | Unset = UNSET
        if not isinstance(self.total_texts, Unset):
            total_texts = self.total_texts

        skipped_rows = self.skipped_rows

        skipped_texts: list[str] | Unset = UNSET
        if not isinstance(self.skipped_texts, Unset):
            skipped_texts = self.skipped_texts

        reconciled_rows = self.reconciled_rows

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "rows": rows,
                "titles": titles,
                "headers": headers,
                "blank": blank,
                "lines": lines,
            }
        )
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if hidden_rows is not UNSET:
            field_dict["hidden_rows"] = hidden_rows
        if hidden_columns is not UNSET:
            field_dict["hidden_columns"] = hidden_columns
        if unseen_lines is not UNSET:
            field_dict["unseen_lines"] = unseen_lines
        if comments is not UNSET:
            field_dict["comments"] = comments
        if total_rows is not UNSET:
            field_dict["total_rows"] = total_rows
        if total_texts is not UNSET:
            field_dict["total_texts"] = total_texts
        if skipped_rows is not UNSET:
            field_dict["skipped_rows"] = skipped_rows
        if skipped_texts is not UNSET:
            field_dict["skipped_texts"] = skipped_texts
        if reconciled_rows is not UNSET:
            field_dict["reconciled_rows"] = reconciled_rows

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        rows = d.pop("rows")

        titles = d.pop("titles")

        headers = d.pop("headers")

        blank = d.pop("blank")

        lines = d.pop("lines")

        _visibility = d.pop("visibility", UNSET)
        visibility: VisibilityEnum | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_visibility_enum(_visibility)

        hidden_rows = d.pop("hidden_rows", UNSET)

        hidden_columns = cast(list[str], d.pop("hidden_columns", UNSET))

        unseen_lines = d.pop("unseen_lines", UNSET)

        comments = cast(list[str], d.pop("comments", UNSET))

        total_rows = d.pop("total_rows", UNSET)

        total_texts = cast(list[str], d.pop("total_texts", UNSET))

        skipped_rows = d.pop("skipped_rows", UNSET)

        skipped_texts = cast(list[str], d.pop("skipped_texts", UNSET))

        reconciled_rows = d.pop("reconciled_rows", UNSET)

        sheet_record = cls(
            name=name,
            rows=rows,
            titles=titles,
            headers=headers,
            blank=blank,
            lines=lines,
            visibility=visibility,
            hidden_rows=hidden_rows,
            hidden_columns=hidden_columns,
            unseen_lines=unseen_lines,
            comments=comments,
            total_rows=total_rows,
            total_texts=total_texts,
            skipped_rows=skipped_rows,
            skipped_texts=skipped_texts,
            reconciled_rows=reconciled_rows,
        )

        sheet_record.additional_properties = d
        return sheet_record

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
