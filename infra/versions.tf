terraform {
  required_version = ">= 1.9"

  # Exact versions, the same on every machine. An upgrade is a commit of its own, planned before it is applied.
  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "2.7.1"
    }
    google = {
      source  = "hashicorp/google"
      version = "7.45.0"
    }
    # Only google-beta has the resources of Firebase (project and Hosting site).
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "7.45.0"
    }
    time = {
      source  = "hashicorp/time"
      version = "0.13.1"
    }
  }

  # `terraform init -backend-config=bucket=…`: a bucket for each project, so environments share no state.
  backend "gcs" {
    prefix = "alumusic-insights"
  }
}

provider "google" {
  project               = var.project
  region                = local.region
  billing_project       = var.project
  user_project_override = true # the APIs of budgets and Firebase need a project for their quota

  default_labels = local.labels
}

provider "google-beta" {
  project               = var.project
  region                = local.region
  billing_project       = var.project
  user_project_override = true

  default_labels = local.labels
}
