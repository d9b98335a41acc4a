from .parts import (
    NOTHING as NOTHING,
    SeedPart as SeedPart,
    conditions_by_event as conditions_by_event,
    events_by_entry as events_by_entry,
    parts_of as parts_of,
)
from .periods import (
    AMENDS as AMENDS,
    BEGINS as BEGINS,
    ENDS as ENDS,
    day_of as day_of,
    facts_begun_by as facts_begun_by,
    legal_order as legal_order,
    periods_of as periods_of,
    story as story,
    takes_effect as takes_effect,
)
from .rows import (
    AuthorityRow as AuthorityRow,
    CodeRow as CodeRow,
    ConditionRow as ConditionRow,
    ConstituentRow as ConstituentRow,
    DestinationRow as DestinationRow,
    DestinationTableRow as DestinationTableRow,
    EventRow as EventRow,
    FamilyRow as FamilyRow,
    FormRow as FormRow,
    InstrumentRow as InstrumentRow,
    JurisdictionRow as JurisdictionRow,
    ListRow as ListRow,
    MaskRow as MaskRow,
    MemberRow as MemberRow,
    MembershipRow as MembershipRow,
    NameRow as NameRow,
    ObligationRow as ObligationRow,
    ReagentRow as ReagentRow,
    RuleRow as RuleRow,
    SeedRow as SeedRow,
    SubstanceRow as SubstanceRow,
)
from .tables import SeedTable as SeedTable
from .text import ListText as ListText, SeedText as SeedText, read_seeds as read_seeds
