"""Child processes for work that may hang, eat memory or crash: RDKit's C++ hears neither signals nor time-outs."""
