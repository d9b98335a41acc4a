"""Filing packs: what a form or a record of the law asks, filled in from a case as far as the case knows it."""
