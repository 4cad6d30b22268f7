"""The weekly digest: figures, text, letter and delivery."""
