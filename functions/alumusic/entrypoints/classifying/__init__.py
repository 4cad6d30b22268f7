"""What becomes of a Pub/Sub delivery: classified, published as a dead letter, or parked."""
