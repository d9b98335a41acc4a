"""The comparison of declared lines with the law."""
