"""The local stack: the whole system on one machine. `alumusic` never imports from here."""
