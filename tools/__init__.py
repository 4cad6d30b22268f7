"""Checks, deployment, infrastructure scans and the web build: neither product nor local stack."""
