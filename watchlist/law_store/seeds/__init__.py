"""The curated law as reviewed text: read, held against the rules of curation, and brought into the history."""
