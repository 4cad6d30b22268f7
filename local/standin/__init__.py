"""A local stand-in for Gemini: its REST API, answered by a small model. For `local/`, tests and evals only."""
