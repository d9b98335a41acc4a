"""People, their log-in, second factor and sessions."""
