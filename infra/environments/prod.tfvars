# Settings of the project, see docs/first-deployment.md, step 2. Only admin_emails must be added.
#   admin_emails    = ["curation@example.com"]
#   alert_emails    = ["operations@example.com"]
#   billing_account = "012345-6789AB-CDEF01"
environment = "prod"
