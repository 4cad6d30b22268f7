"""Counters in Firestore."""
