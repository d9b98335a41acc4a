"""The rules of curation: each yields its breaches, and nothing where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from watchlist.engine.law.text.rules import bearing, classes, identities, references, sequence, shape, structures
from watchlist.engine.law.text.rules.bearing import (
    a_form_that_is_reached_can_be as a_form_that_is_reached_can_be,
    a_limit_fits_its_effect as a_limit_fits_its_effect,
    a_measure_fits_its_kind as a_measure_fits_its_kind,
)
from watchlist.engine.law.text.rules.sequence import (
    an_act_is_adopted_before_it_is_published as an_act_is_adopted_before_it_is_published,
)
from watchlist.engine.law.text.rules.shape import (
    a_date_agrees_with_its_precision as a_date_agrees_with_its_precision,
    cells_fit as cells_fit,
    dates_and_numbers_can_be_read as dates_and_numbers_can_be_read,
    keys_are_slugs as keys_are_slugs,
    required_cells_are_filled as required_cells_are_filled,
    what_is_confirmed_has_a_source as what_is_confirmed_has_a_source,
    words_are_known as words_are_known,
)
from watchlist.engine.law.text.rules.structures import (
    numbers_agree_with_the_dictionary as numbers_agree_with_the_dictionary,
    numbers_have_their_check_digit as numbers_have_their_check_digit,
)
from watchlist.engine.law.text.rules.words import (
    CONFIDENCE as CONFIDENCE,
    OPERATIONS as OPERATIONS,
    SINGLE_WORD_COLUMNS as SINGLE_WORD_COLUMNS,
    UNITS as UNITS,
)
from watchlist.engine.law.text.text import Breach, SeedText

Rule = Callable[[SeedText], Iterator[Breach]]

RULES: list[Rule] = [
    shape.files_can_be_read,
    shape.columns_are_those_of_the_format,
    shape.required_cells_are_filled,
    shape.words_are_known,
    shape.cells_fit,
    shape.keys_are_slugs,
    shape.places_can_be_read,
    shape.a_duty_says_when,
    shape.dates_and_numbers_can_be_read,
    shape.a_date_agrees_with_its_precision,
    shape.what_is_confirmed_has_a_source,
    references.rows_are_unique,
    references.references_are_held,
    references.what_a_listing_excepts_is_held,
    references.an_instrument_stands_with_its_jurisdiction,
    references.a_name_stands_with_its_language,
    references.a_name_says_who_confirms_it,
    references.a_list_stands_in_its_folder,
    references.a_condition_hangs_on_a_listing,
    references.a_printed_name_is_a_name,
    sequence.events_follow_one_another,
    sequence.events_stand_in_order,
    sequence.a_transfer_has_two_ends,
    sequence.a_list_is_neither_short_nor_long,
    sequence.the_lower_bound_is_what_stands,
    sequence.an_act_is_adopted_before_it_is_published,
    sequence.an_act_takes_effect_after_its_adoption,
    bearing.a_measure_fits_its_kind,
    bearing.a_limit_fits_its_effect,
    bearing.a_form_that_is_reached_can_be,
    bearing.operations_are_those_of_the_list,
    bearing.every_operation_has_its_duty,
    references.an_act_is_cited,
    references.an_authority_is_used,
    references.a_jurisdiction_is_used,
    references.a_table_of_destinations_is_used,
    identities.a_number_stands_for_one_structure,
    identities.a_name_stands_for_one_substance,
    identities.a_substance_stands_once,
    identities.a_list_names_a_substance_once,
    bearing.a_share_is_a_part_of_a_whole,
    bearing.nothing_contains_itself,
    structures.a_code_is_written_as_its_scheme_writes_it,
    structures.a_heading_can_hold_the_structure,
    structures.codes_do_not_run_on,
    structures.numbers_have_their_check_digit,
    structures.every_number_has_its_check_digit,
    structures.drawings_have_their_key,
    structures.numbers_agree_with_the_dictionary,
    structures.names_agree_with_the_dictionary,
    classes.class_rules_can_be_read,
    classes.a_class_rule_names_a_held_act,
    classes.a_class_rule_is_used,
    classes.a_listing_is_no_surer_than_its_rule,
]


def breaches_of(text: SeedText) -> list[Breach]:
    """Return every breach of every rule, by file and line."""
    return sorted({found for rule in RULES for found in rule(text)})
