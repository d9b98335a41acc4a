"""OPSIN, which reads systematic names: where it is installed, what its words are, and the process that it runs in."""
