"""Use cases, one per file, each declared with the ports it needs. Services never import adapters."""
