"""The law as held: lists and what differs between two, changes, classes, horizon, grounds."""
