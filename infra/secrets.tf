# Terraform makes the secrets, never their values: those are added by `./dev deploy` and stay out of the state.
# The address of Memorystore, with its password, is the exception.

locals {
  secrets = toset(concat(
    ["AUTHOR_HASH_KEY", "INVITATION_CODE", "TOKEN_PRIVATE_KEY", "TOKEN_PUBLIC_KEYS"],
    local.gemini.secrets,
    local.redis_secrets,
    local.mail.secrets,
  ))
}

resource "google_secret_manager_secret" "secrets" {
  for_each = local.secrets

  secret_id = lower(replace(each.key, "_", "-"))

  replication {
    user_managed {
      replicas {
        location = local.region
      }
    }
  }

  depends_on = [google_project_service.apis]
}
