"""External systems behind the services' ports: Firestore, Redis, Pub/Sub, Gemini, SMTP. Imports no services."""
