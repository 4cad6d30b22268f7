"""Starts, supervises and stops the processes of the local stack."""
