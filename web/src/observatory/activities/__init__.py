"""What the observatory does outside: interventions, network, partner support, dossiers."""
