"""`POST /api/comentarios`, and the models of batches."""
