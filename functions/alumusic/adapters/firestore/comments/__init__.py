"""Batches, comments and failed comments in Firestore."""
