"""`POST /api/comentarios`."""
