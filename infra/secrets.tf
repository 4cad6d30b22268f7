# Terraform creates the secrets without values; `./dev deploy` adds the values, so they are not in the Terraform state.
# The exception is the address of Memorystore, which contains its password.

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
