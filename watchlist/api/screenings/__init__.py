"""A shipment screened at once; stored screenings and goods read and asked again."""
