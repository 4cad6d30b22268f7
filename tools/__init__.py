"""Checks, deployment, infrastructure scans, the web build, the monthly cost: neither product nor local stack."""
