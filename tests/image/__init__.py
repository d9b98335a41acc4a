"""The images of `make image`, and the compose file that users get, run: `make test-image`."""
