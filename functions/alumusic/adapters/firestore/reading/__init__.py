"""Comment queries and saved views in Firestore."""
