"""The lines of a screening, read and judged."""
