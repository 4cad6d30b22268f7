"""Counters and the published report in Firestore."""
