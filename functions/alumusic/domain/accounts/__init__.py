"""Users, sessions, invitations and sender tokens."""
