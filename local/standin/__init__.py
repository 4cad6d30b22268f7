"""A local stand-in for Gemini: its REST API in front of a small model. Only `local/`, tests and evals may use it."""
