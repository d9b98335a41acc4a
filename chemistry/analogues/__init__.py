"""Resemblance to what is listed: which reference a structure comes close to, how rarely that happens, and why."""
