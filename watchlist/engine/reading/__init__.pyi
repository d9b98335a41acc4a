from .amounts import NOT_DECLARED as NOT_DECLARED, DeclaredAmount as DeclaredAmount, read_amount as read_amount
from .archives import Archive as Archive, BrokenArchive as BrokenArchive
from .characters import fold as fold
from .columns import (
    DATE_FIELDS as DATE_FIELDS,
    FIELDS as FIELDS,
    MAPPABLE as MAPPABLE,
    Corrections as Corrections,
    header_key as header_key,
    uncorrected as uncorrected,
)
from .correctable import CORRECTABLE as CORRECTABLE, OF_IDENTITY as OF_IDENTITY
from .corrected import (
    correct_line as correct_line,
    correction_text as correction_text,
    with_corrections as with_corrections,
)
from .dates import (
    DateConvention as DateConvention,
    DateOrder as DateOrder,
    infer_date_convention as infer_date_convention,
    read_date as read_date,
)
from .errors import (
    HeaderNotUnderstood as HeaderNotUnderstood,
    ManifestError as ManifestError,
    PercentUnreadable as PercentUnreadable,
)
from .file_bytes import FileBytes as FileBytes, whole as whole
from .heads import HEAD_FIELDS as HEAD_FIELDS, HeadField as HeadField
from .items import (
    CODES as CODES,
    IDENTITY as IDENTITY,
    ITEM as ITEM,
    PRODUCT_FORMS as PRODUCT_FORMS,
    folded as folded,
    identity_text as identity_text,
    item_digest as item_digest,
)
from .lines import DeclaredLine as DeclaredLine, DeclaredManifest as DeclaredManifest
from .numbers import (
    NumberConvention as NumberConvention,
    Percent as Percent,
    infer_number_convention as infer_number_convention,
    read_percent as read_percent,
)
from .parties import PartyKeys as PartyKeys, party_key as party_key, similar_keys as similar_keys
from .preview import (
    ColumnPreview as ColumnPreview,
    FilePreview as FilePreview,
    TablePreview as TablePreview,
    preview_file as preview_file,
)
from .running_text import (
    e_numbers_in as e_numbers_in,
    ec_numbers_in as ec_numbers_in,
    hs_codes_in as hs_codes_in,
    inchikeys_in as inchikeys_in,
    plain_words as plain_words,
    un_numbers_in as un_numbers_in,
)
from .sheets import extent_of as extent_of, shared_lengths as shared_lengths
from .spooling import (
    QUANTITY as QUANTITY,
    Block as Block,
    NotedTexts as NotedTexts,
    Spool as Spool,
    as_plain as as_plain,
    distinct_fields as distinct_fields,
    distinct_texts as distinct_texts,
    from_plain as from_plain,
    texts_of as texts_of,
    unpack as unpack,
)
from .units import (
    PACKAGES as PACKAGES,
    UNITS as UNITS,
    spelling_key as spelling_key,
    ties_amounts as ties_amounts,
)
