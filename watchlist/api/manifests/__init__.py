"""Long shipments, screened by a job."""
