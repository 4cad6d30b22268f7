"""Digests, recipients and deliveries in Firestore."""
