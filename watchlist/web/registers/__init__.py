"""What people keep beside the law: authorisations, suppressions, determinations, legal holds, erasures."""
