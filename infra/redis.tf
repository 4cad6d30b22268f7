# Optional. Without Redis each instance counts quotas and the model budget alone, and identical comments are classified
# again.

locals {
  redis         = toset(var.redis_memory_gb > 0 ? ["answers"] : [])
  redis_secrets = [for name in local.redis : "REDIS_URL"]
}

resource "google_compute_network" "functions" {
  #checkov:skip=CKV2_GCP_18:Only Memorystore listens in this network, and without a firewall rule no traffic may enter.
  for_each = local.redis

  name                    = "functions"
  auto_create_subnetworks = false
  depends_on              = [google_project_service.apis]
}

resource "google_vpc_access_connector" "functions" {
  for_each = local.redis

  name          = "functions"
  region        = local.region
  network       = google_compute_network.functions[each.key].name
  ip_cidr_range = "10.8.0.0/28"
  machine_type  = "e2-micro"
  min_instances = 2
  max_instances = 3

  depends_on = [google_project_service.apis]
}

resource "google_redis_instance" "answers" {
  #checkov:skip=CKV_GCP_97:It stores hashes and labels, never a text, and only the functions' network reaches it.
  for_each = local.redis

  name               = each.key
  region             = local.region
  tier               = "BASIC" # losing the data costs model calls, nothing else
  memory_size_gb     = var.redis_memory_gb
  redis_version      = "REDIS_7_2"
  auth_enabled       = true
  authorized_network = google_compute_network.functions[each.key].id
  redis_configs      = { "maxmemory-policy" = "allkeys-lru" }

  depends_on = [google_project_service.apis]
}

resource "google_secret_manager_secret_version" "redis_url" {
  for_each = google_redis_instance.answers

  secret      = google_secret_manager_secret.secrets["REDIS_URL"].id
  secret_data = "redis://:${each.value.auth_string}@${each.value.host}:${each.value.port}/0"
}
