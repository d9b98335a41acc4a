"""Hostile input for whatever reads foreign bytes or text: everyday 2,000 executions each, `make fuzz` 200,000."""
