"""What plays Google's parts on one machine: Pub/Sub push, hosting, the scheduler, identity tokens, Redis, mail."""
