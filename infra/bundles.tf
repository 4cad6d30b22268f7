# A bundle is the source of a function as the buildpack expects it: the function's folder at the root, and the shared
# package.

locals {
  functions_folder = "${path.module}/../functions"

  bundles = {
    for folder in toset([for function in local.functions : function.folder]) : folder => merge(
      { for path in fileset("${local.functions_folder}/${folder}", "**") : path => "${folder}/${path}" },
      { for path in fileset(local.functions_folder, "alumusic/**") : path => path },
    )
  }
}

data "archive_file" "bundles" {
  for_each = local.bundles

  type        = "zip"
  output_path = "${path.module}/.terraform/bundles/${each.key}.zip"

  dynamic "source" {
    for_each = { for path, origin in each.value : path => origin if !strcontains(path, "__pycache__") }

    content {
      filename = source.key
      content  = file("${local.functions_folder}/${source.value}")
    }
  }
}

resource "google_storage_bucket" "bundles" {
  #checkov:skip=CKV_GCP_62:The audit log records access already; the objects are the source code of this repository.
  #checkov:skip=CKV_GCP_78:An object's name contains its hash, so it is never overwritten.
  name                        = "${var.project}-bundles"
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  depends_on = [google_project_service.apis]
}

# The name contains the hash of the source, so a changed source causes a new deployment.
resource "google_storage_bucket_object" "bundles" {
  for_each = data.archive_file.bundles

  name   = "${each.key}-${each.value.output_sha256}.zip"
  bucket = google_storage_bucket.bundles.name
  source = each.value.output_path

  # The old bundle is deleted only after the function uses the new one.
  lifecycle {
    create_before_destroy = true
  }
}

resource "google_artifact_registry_repository" "images" {
  #checkov:skip=CKV_GCP_84:The images contain no secret and no personal data, so a Google-managed key is enough.
  repository_id = "functions"
  location      = local.region
  format        = "DOCKER"
  description   = "What Cloud Build makes of the bundles."

  # KEEP policies take precedence over DELETE policies.
  cleanup_policies {
    id     = "keep-newest"
    action = "KEEP"
    most_recent_versions {
      keep_count = 3
    }
  }
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "604800s"
      tag_state  = "ANY"
    }
  }

  depends_on = [google_project_service.apis]
}

resource "google_service_account" "builder" {
  account_id   = "builder"
  display_name = "Builds the functions' images"
  depends_on   = [google_project_service.apis]
}

resource "google_project_iam_member" "builder" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}

# The bundles' bucket, and the bucket to which Cloud Functions copies them before a build.
resource "google_project_iam_member" "builder_sources" {
  project = var.project
  role    = "roles/storage.objectViewer"
  member  = google_service_account.builder.member

  condition {
    title      = "sources"
    expression = <<-EOT
      resource.name.startsWith("projects/_/buckets/${google_storage_bucket.bundles.name}") ||
      resource.name.startsWith("projects/_/buckets/gcf-v2-sources-${data.google_project.this.number}-")
    EOT
  }
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  repository = google_artifact_registry_repository.images.name
  location   = local.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}
