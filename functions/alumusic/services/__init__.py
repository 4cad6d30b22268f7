"""One use case a file, with the ports it needs declared beside it. Services never import adapters."""
