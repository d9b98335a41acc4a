"""Every code of a problem that a line can have, and what it means: the type says which there are."""

from __future__ import annotations

from typing import Final, Literal

from chemistry import CasCode, RefusedCode

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
    "cas_as_date": "A spreadsheet turned the CAS number into a date; it was read back as the number.",
    "cas_check_digit": "The last digit of the CAS number is not the one that the others give.",
    "cas_cut": "The name holds only the beginning of a CAS number.",
    "cas_malformed": "The text has not the form of a CAS number.",
    "cas_not_found": "The CAS number is on no list held and not in the dictionary.",
    "cell_comment": "A comment stands on a cell of the line; listed goods were looked for in it.",
    "cell_error": "The cell holds an error of the spreadsheet, and no value.",
    "cn_code_malformed": "The text has not the form of a code of the Combined Nomenclature.",
    "control_characters": "The text holds control characters; it was read without them.",
    "country_unreadable": "The text is no country of ISO 3166, by code or by name.",
    "date_unreadable": "The text has no single reading as a day.",
    "direction_overridden": "The text is shown in another order than it is written in; it was read as it is written.",
    "extra_cells": "The row has more cells than its header.",
    "field_too_long": "The text is longer than is compared; its beginning was.",
    "fields_differ": "Two columns of one meaning say different things; one of them was compared.",
    "formula_without_value": "The cell holds a formula whose value was never computed; it was kept as written.",
    "hidden_characters": "The text holds characters that nobody sees; it was read without them.",
    "hs_code_malformed": "The text has not the form of a code of the Harmonized System.",
    "inchi_unreadable": "The text cannot be read as InChI.",
    "inchikey_malformed": "The text has not the form of an InChIKey.",
    "inchikey_not_found": "The InChIKey is of no structure held.",
    "line_unreadable": "The line cannot be read at all; it is kept as it was written.",
    "look_alike_letters": "Letters of the name look like others, as those of another script do among its own.",
    "mask_unreadable": "A pattern by which structures are compared cannot be read.",
    "message_truncated": "The message or its last segment is not closed: the file may have been cut short.",
    "molfile_unreadable": "The text cannot be read as a molfile, or draws a class and not a substance.",
    "name_crashed": "The reading of the name as a systematic one breaks off.",
    "name_not_found": "The name is of no substance known here, or says too little.",
    "name_partly_read": "Only part of the name is known; that was compared.",
    "name_stereo_not_read": "The stereochemistry that the name states was not read.",
    "name_words_unknown": "The name begins with a chemical; of its other words some are not known, none like a name.",
    "name_stereo_unreadable": "The stereochemistry that the name states does not fit its structure.",
    "name_timed_out": "The name was not read as a systematic one in the time that it may take.",
    "nested_value": "The value is a list or an object, and not a text.",
    "nomenclature_unavailable": "The name was not read as a systematic one: the program that does so did not start.",
    "operation_unreadable": "The text is none of the operations known.",
    "picture_unclear": "The text was read from a picture, and a word of it not surely; what it names is a guess.",
    "quantity_ambiguous": "The quantity can be read in more than one way, or its parts do not agree.",
    "quantity_gross": "Only a gross quantity is stated, which is never taken for a net one.",
    "quantity_inexact": "The quantity is stated as about, over, under or between.",
    "quantity_shared": "One quantity is stated for several lines.",
    "quantity_uncounted": "How many packages there are, or what one of them holds, is not stated.",
    "quantity_name_differs": "The name states a number of packages and what one holds, and that is not the quantity.",
    "quantity_unreadable": "The text states no quantity that can be read.",
    "query_too_large": "The structure that is looked for has more atoms or parts than are searched for.",
    "query_too_long": "The text of the structure that is looked for is longer than is read.",
    "quotes_malformed": "A quotation mark is not closed or not doubled.",
    "read_from_picture": "The text was read from a picture of the page; what it names is a guess.",
    "row_hidden": "The row, or its whole sheet, is hidden in the workbook; it was read as the others.",
    "segment_unreadable": "A segment of the message cannot be read; it is kept as it was written.",
    "smarts_unreadable": "The text cannot be read as SMARTS.",
    "smiles_unreadable": "The text cannot be read as SMILES, or draws a class and not a substance.",
    "strength_ambiguous": "Several strengths are stated; none was chosen.",
    "structure_crashed": "The examination of the structure breaks off.",
    "structure_empty": "The text of the structure is empty.",
    "structure_exhausted_memory": "The structure was not examined in the memory that it may take.",
    "structure_timed_out": "The structure was not examined in the time that it may take.",
    "structure_too_large": "The structure has more atoms than are examined.",
    "structure_too_long": "The text of the structure is longer than is read.",
    "structure_too_many_parts": "The structure has more parts than are examined.",
    "text_unseen": "The sheet does not show the text: it has the colour of its ground, or such a format; it was read.",
    "un_number_malformed": "The text has not the form of a UN number.",
    "undecodable_bytes": "The text holds bytes that are not of the file's encoding.",
    "unit_unknown": "The unit of the quantity is missing or not known.",
}
"""What each means, as it is told to whoever asks; none says what decides an answer."""

FROM_PICTURE: Final[frozenset[ProblemCode]] = frozenset({"read_from_picture", "picture_unclear"})
"""Of a field that was read from a picture of a page: its text is a guess, and so is what it names."""
