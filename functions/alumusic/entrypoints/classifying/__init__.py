"""Endpoints of Pub/Sub deliveries: classification, and storage of dead letters."""
