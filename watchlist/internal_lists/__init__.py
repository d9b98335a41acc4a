"""House lists: what a house watches by itself, apart from the law, and shown only to those whom it says."""
