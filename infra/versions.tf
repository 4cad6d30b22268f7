terraform {
  required_version = ">= 1.9"

  # One version each, the same on every machine; a newer one is a commit of its own, planned before it is applied.
  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "2.7.1"
    }
    google = {
      source  = "hashicorp/google"
      version = "7.45.0"
    }
    # Firebase's own resources (the project and the Hosting site) exist only there.
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "7.45.0"
    }
    time = {
      source  = "hashicorp/time"
      version = "0.13.1"
    }
  }

  # `terraform init -backend-config=bucket=…`: one bucket a project, so the environments share nothing.
  backend "gcs" {
    prefix = "alumusic-insights"
  }
}

provider "google" {
  project               = var.project
  region                = local.region
  billing_project       = var.project
  user_project_override = true # budgets and Firebase are billed to a project, not to the caller's

  default_labels = local.labels
}

provider "google-beta" {
  project               = var.project
  region                = local.region
  billing_project       = var.project
  user_project_override = true

  default_labels = local.labels
}
