"""What every record has: address, status, sources, evidence, history, documents."""
