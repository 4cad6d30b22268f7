"""The one Firestore client of a process, built on first use."""

from functools import cache

from google.cloud import firestore


@cache
def client(project: str, database: str) -> firestore.Client:
    return firestore.Client(project=project, database=database)
