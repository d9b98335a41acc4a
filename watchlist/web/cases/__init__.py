"""Cases: their list and pages, duties, files and dossiers."""
