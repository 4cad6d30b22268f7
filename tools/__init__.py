"""Developer tools: checks, tests, deployment, infrastructure scans, the web build, the monthly cost."""
