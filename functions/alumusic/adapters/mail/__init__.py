"""The weekly e-mail: its HTML and plain text, and delivery by SMTP."""
