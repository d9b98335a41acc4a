"""Legal classes by structure: rules as data, laid on a molecule site by site, with a trace of every step."""
