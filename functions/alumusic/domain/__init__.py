"""Values and pure functions only: no clock, no environment, no network, no framework."""
