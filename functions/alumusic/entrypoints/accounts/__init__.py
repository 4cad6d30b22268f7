"""Routes of registration, sessions, accounts, invitations and sender tokens."""
