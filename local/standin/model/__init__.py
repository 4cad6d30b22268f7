"""The classifier behind the stand-in: trained from the project's own corpus."""
