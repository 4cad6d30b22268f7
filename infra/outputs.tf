output "deployer" {
  description = "Service account that the deploy workflow works as."
  value       = one(values(google_service_account.deployer)[*].email)
}

output "function_urls" {
  description = "Address of each function. Senders post comments to the one of `ingest`."
  value       = local.urls
}

output "planner" {
  description = "Service account that pull requests plan as; it may look and change nothing."
  value       = one(values(google_service_account.planner)[*].email)
}

output "secrets" {
  description = "Secrets that must have a version before the functions can start."
  value       = sort([for name, secret in google_secret_manager_secret.secrets : secret.secret_id if name != "REDIS_URL"])
}

output "site_url" {
  description = "Where the public report is."
  value       = local.site_url
}

output "workload_identity_provider" {
  description = "Full name of the provider that the workflows sign in with."
  value       = one(values(google_iam_workload_identity_pool_provider.github)[*].name)
}
