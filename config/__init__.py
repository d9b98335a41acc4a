"""The composition root: settings, addresses, servers, and the queue that the workers read."""
