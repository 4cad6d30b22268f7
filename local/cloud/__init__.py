"""Google's services on one machine: Pub/Sub push, Hosting, Scheduler, identity tokens; Redis and a mail server too."""
