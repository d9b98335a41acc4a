"""Licences, permits and registrations that parties hold: what each covers, and what of it was used."""
