"""The work on shipments: a case each, what people said of its hits, what became of it, and who was asked twice."""
