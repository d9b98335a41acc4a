"""What others wrote and we hand on: inventories (SBOM), licences, and what a release is made of (docs/releasing.md)."""
