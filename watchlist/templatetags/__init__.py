"""Filters of templates, where Django looks for them."""
