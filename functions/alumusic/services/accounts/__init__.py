"""Registration, sessions, invitations and sender tokens."""
