# The Hosting site. Its content, rewrites and headers are in firebase.json, which the Firebase CLI deploys.

resource "google_firebase_project" "this" {
  provider = google-beta

  depends_on = [google_project_service.apis]
}

resource "google_firebase_hosting_site" "site" {
  provider = google-beta

  site_id    = var.project # the project's default site, to which firebase.json deploys because it names none
  depends_on = [google_firebase_project.this]
}
