"""Reviews, the tag catalogue and erasures in Firestore."""
