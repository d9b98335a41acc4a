"""Shipment manifests: from the bytes as sent to the lines as declared."""
