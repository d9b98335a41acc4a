"""The audit trail: one append-only, hash-chained event for each verb."""
