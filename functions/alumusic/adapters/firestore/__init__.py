"""Stores on Firestore, one module a collection or a group of queries. Only `bootstrap` imports it."""
