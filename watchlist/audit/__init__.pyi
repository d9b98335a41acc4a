from .anchors import (
    Anchor as Anchor,
    NotAnAnchor as NotAnAnchor,
    anchor as anchor,
    as_anchor as as_anchor,
    read as read,
    stored_anchors as stored_anchors,
    written as written,
)
from .chain import append as append, lock_chain as lock_chain, record_export as record_export
from .covered_rows import (
    RowDifference as RowDifference,
    matches_last_event as matches_last_event,
    row_differences as row_differences,
)
from .erasing import erase_payloads as erase_payloads
from .keys import (
    house_key as house_key,
    key_id as key_id,
    public_key as public_key,
    public_text as public_text,
    signing_key as signing_key,
)
from .links import (
    FIRST_FORMAT as FIRST_FORMAT,
    KEEP_RESTRICTED as KEEP_RESTRICTED,
    Link as Link,
    canonical as canonical,
    digest_of as digest_of,
    fault_of_payload as fault_of_payload,
    payload_digest as payload_digest,
    sha256 as sha256,
)
from .models import (
    AuditAnchor as AuditAnchor,
    AuditChain as AuditChain,
    AuditEvent as AuditEvent,
    AuditPayload as AuditPayload,
    ErasedPayload as ErasedPayload,
    RowDigest as RowDigest,
)
from .trail_file import trail_lines as trail_lines
from .verifying import ChainCheck as ChainCheck
