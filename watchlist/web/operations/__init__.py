"""For those who run the service: jobs, schedule, webhooks, the audit trail, probing."""
