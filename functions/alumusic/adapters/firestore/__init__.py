"""Stores on Firestore, one module per collection or group of queries."""
