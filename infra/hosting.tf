# The site itself. What it serves, its rewrites and headers are firebase.json, deployed by the Firebase CLI.

resource "google_firebase_project" "this" {
  provider = google-beta

  depends_on = [google_project_service.apis]
}

resource "google_firebase_hosting_site" "site" {
  provider = google-beta

  site_id    = var.project # the project's default site, which firebase.json means by naming none
  depends_on = [google_firebase_project.this]
}
