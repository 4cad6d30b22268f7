# Indexes, exemptions and time-to-live policies come from firestore.indexes.json. The tests compare that file with the
# queries that the code sends.

locals {
  index_file = jsondecode(file("${path.module}/firestore.indexes.json"))

  indexes = {
    for index in local.index_file.indexes : join(" ", concat(
      [index.collectionGroup],
      [for field in index.fields : "${field.fieldPath}:${try(field.order, field.arrayConfig)}"],
    )) => index
  }
  fields = { for field in local.index_file.fieldOverrides : "${field.collectionGroup}/${field.fieldPath}" => field }
}

resource "google_firestore_database" "this" {
  name        = "(default)"
  location_id = local.region
  type        = "FIRESTORE_NATIVE"

  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"
  deletion_policy                   = "ABANDON"

  depends_on = [google_project_service.apis]
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.this.name
  retention = "604800s" # a week

  daily_recurrence {}
}

resource "google_firestore_backup_schedule" "weekly" {
  database  = google_firestore_database.this.name
  retention = "8467200s" # fourteen weeks, the maximum

  weekly_recurrence {
    day = "SUNDAY"
  }
}

resource "google_firestore_index" "indexes" {
  for_each = local.indexes

  database    = google_firestore_database.this.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields

    content {
      field_path   = fields.value.fieldPath
      order        = try(fields.value.order, null)
      array_config = try(fields.value.arrayConfig, null)
    }
  }
}

resource "google_firestore_field" "fields" {
  for_each = local.fields

  database   = google_firestore_database.this.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  # An empty block disables all single-field indexes of the field.
  index_config {}

  dynamic "ttl_config" {
    for_each = try(each.value.ttl, false) ? [true] : []
    content {}
  }
}

resource "google_firebaserules_ruleset" "firestore" {
  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/firestore.rules")
    }
  }

  depends_on = [google_firestore_database.this]
}

resource "google_firebaserules_release" "firestore" {
  name         = "cloud.firestore"
  ruleset_name = google_firebaserules_ruleset.firestore.name
}
