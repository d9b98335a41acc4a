"""Every code of a problem that a line can have, and what it means: the type says which there are."""

from __future__ import annotations

from typing import Final, Literal

from chemistry import CasCode, RefusedCode
from watchlist.engine.texts import gettext_noop as _

FileCode = Literal[
    "cell_comment",
    "cell_error",
    "control_characters",
    "direction_overridden",
    "extra_cells",
    "field_too_long",
    "fields_differ",
    "formula_without_value",
    "hidden_characters",
    "line_unreadable",
    "message_truncated",
    "nested_value",
    "picture_unclear",
    "quotes_malformed",
    "read_from_picture",
    "row_hidden",
    "segment_unreadable",
    "text_unseen",
    "undecodable_bytes",
]
QuantityCode = Literal[
    "quantity_unreadable",
    "quantity_ambiguous",
    "quantity_inexact",
    "quantity_gross",
    "quantity_uncounted",
    "quantity_name_differs",
    "unit_unknown",
    "strength_ambiguous",
]
MovementCode = Literal["date_unreadable", "country_unreadable", "operation_unreadable"]
CodeMalformed = Literal["un_number_malformed", "cn_code_malformed", "hs_code_malformed"]
IdentityCode = Literal[
    "cas_as_date",
    "cas_cut",
    "cas_not_found",
    "inchikey_malformed",
    "inchikey_not_found",
    "look_alike_letters",
    "name_not_found",
    "name_partly_read",
    "name_stereo_not_read",
    "name_words_unknown",
]
ProblemCode = (
    FileCode
    | QuantityCode
    | Literal["quantity_shared"]
    | MovementCode
    | CodeMalformed
    | IdentityCode
    | CasCode
    | RefusedCode
)

PROBLEMS: Final[dict[ProblemCode, str]] = {
    "cas_as_date": _("A spreadsheet turned the CAS number into a date; it was read back as the number."),
    "cas_check_digit": _("The last digit of the CAS number is not the one that the others give."),
    "cas_cut": _("The name holds only the beginning of a CAS number."),
    "cas_malformed": _("The text has not the form of a CAS number."),
    "cas_not_found": _("The CAS number is on no list held and not in the dictionary."),
    "cell_comment": _("A comment stands on a cell of the line; listed goods were looked for in it."),
    "cell_error": _("The cell holds an error of the spreadsheet, and no value."),
    "cn_code_malformed": _("The text has not the form of a code of the Combined Nomenclature."),
    "control_characters": _("The text holds control characters; it was read without them."),
    "country_unreadable": _("The text is no country of ISO 3166, by code or by name."),
    "date_unreadable": _("The text has no single reading as a day."),
    "direction_overridden": _(
        "The text is shown in another order than it is written in; it was read as it is written."
    ),
    "extra_cells": _("The row has more cells than its header."),
    "field_too_long": _("The text is longer than is compared; its beginning was."),
    "fields_differ": _("Two columns of one meaning say different things; one of them was compared."),
    "formula_without_value": _("The cell holds a formula whose value was never computed; it was kept as written."),
    "hidden_characters": _("The text holds characters that nobody sees; it was read without them."),
    "hs_code_malformed": _("The text has not the form of a code of the Harmonized System."),
    "inchi_unreadable": _("The text cannot be read as InChI."),
    "inchikey_malformed": _("The text has not the form of an InChIKey."),
    "inchikey_not_found": _("The InChIKey is of no structure held."),
    "line_unreadable": _("The line cannot be read at all; it is kept as it was written."),
    "look_alike_letters": _("Letters of the name look like others, as those of another script do among its own."),
    "mask_unreadable": _("A pattern by which structures are compared cannot be read."),
    "message_truncated": _("The message or its last segment is not closed: the file may have been cut short."),
    "molfile_unreadable": _("The text cannot be read as a molfile, or draws a class and not a substance."),
    "name_crashed": _("The reading of the name as a systematic one breaks off."),
    "name_not_found": _("The name is of no substance known here, or says too little."),
    "name_partly_read": _("Only part of the name is known; that was compared."),
    "name_stereo_not_read": _("The stereochemistry that the name states was not read."),
    "name_words_unknown": _(
        "The name begins with a chemical; of its other words some are not known, none like a name."
    ),
    "name_stereo_unreadable": _("The stereochemistry that the name states does not fit its structure."),
    "name_timed_out": _("The name was not read as a systematic one in the time that it may take."),
    "nested_value": _("The value is a list or an object, and not a text."),
    "nomenclature_unavailable": _("The name was not read as a systematic one: the program that does so did not start."),
    "operation_unreadable": _("The text is none of the operations known."),
    "picture_unclear": _("The text was read from a picture, and a word of it not surely; what it names is a guess."),
    "quantity_ambiguous": _("The quantity can be read in more than one way, or its parts do not agree."),
    "quantity_gross": _("Only a gross quantity is stated, which is never taken for a net one."),
    "quantity_inexact": _("The quantity is stated as about, over, under or between."),
    "quantity_shared": _("One quantity is stated for several lines."),
    "quantity_uncounted": _("How many packages there are, or what one of them holds, is not stated."),
    "quantity_name_differs": _(
        "The name states a number of packages and what one holds, and that is not the quantity."
    ),
    "quantity_unreadable": _("The text states no quantity that can be read."),
    "query_too_large": _("The structure that is looked for has more atoms or parts than are searched for."),
    "query_too_long": _("The text of the structure that is looked for is longer than is read."),
    "quotes_malformed": _("A quotation mark is not closed or not doubled."),
    "read_from_picture": _("The text was read from a picture of the page; what it names is a guess."),
    "row_hidden": _("The row, or its whole sheet, is hidden in the workbook; it was read as the others."),
    "segment_unreadable": _("A segment of the message cannot be read; it is kept as it was written."),
    "smarts_unreadable": _("The text cannot be read as SMARTS."),
    "smiles_unreadable": _("The text cannot be read as SMILES, or draws a class and not a substance."),
    "strength_ambiguous": _("Several strengths are stated; none was chosen."),
    "structure_crashed": _("The examination of the structure breaks off."),
    "structure_empty": _("The text of the structure is empty."),
    "structure_exhausted_memory": _("The structure was not examined in the memory that it may take."),
    "structure_timed_out": _("The structure was not examined in the time that it may take."),
    "structure_too_large": _("The structure has more atoms than are examined."),
    "structure_too_long": _("The text of the structure is longer than is read."),
    "structure_too_many_parts": _("The structure has more parts than are examined."),
    "text_unseen": _(
        "The sheet does not show the text: it has the colour of its ground, or such a format; it was read."
    ),
    "un_number_malformed": _("The text has not the form of a UN number."),
    "undecodable_bytes": _("The text holds bytes that are not of the file's encoding."),
    "unit_unknown": _("The unit of the quantity is missing or not known."),
}
"""What each means, as it is told to whoever asks; none says what decides an answer."""

FROM_PICTURE: Final[frozenset[ProblemCode]] = frozenset({"read_from_picture", "picture_unclear"})
"""Of a field that was read from a picture of a page: its text is a guess, and so is what it names."""
