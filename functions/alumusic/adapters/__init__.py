"""One outside thing a file. Adapters satisfy the services' ports without importing services."""
