"""Local replacements for cloud services: Pub/Sub push, Hosting, Scheduler, identity tokens, Redis and SMTP."""
