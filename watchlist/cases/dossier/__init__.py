"""The dossier of a case: one signed file, and its pages, that an inspector checks without this service."""
