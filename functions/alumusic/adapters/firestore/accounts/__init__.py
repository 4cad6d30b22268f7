"""Users, sessions and invitations in Firestore."""
