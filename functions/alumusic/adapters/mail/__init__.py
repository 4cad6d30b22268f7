"""The weekly letter: its two forms, and its way to a mail server."""
