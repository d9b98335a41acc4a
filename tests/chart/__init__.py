"""The chart of `deploy/helm`, rendered by Helm: `make test-chart`."""
