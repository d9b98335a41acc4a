from .column_choices import (
    LONGEST_KEY as LONGEST_KEY,
    correct_columns as correct_columns,
    corrections_known_at as corrections_known_at,
    drop_draft as drop_draft,
    drop_old_drafts as drop_old_drafts,
    keep_draft as keep_draft,
    kept_draft as kept_draft,
    say_of_draft as say_of_draft,
)
from .models import (
    ColumnMapping as ColumnMapping,
    Item as Item,
    Manifest as Manifest,
    ManifestDraft as ManifestDraft,
    ManifestLine as ManifestLine,
    ManifestPart as ManifestPart,
    ManifestParty as ManifestParty,
    Party as Party,
    PartyPast as PartyPast,
)
