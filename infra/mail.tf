# SMTP settings of the weekly digest: any server with STARTTLS (587) or TLS (465). Google Cloud blocks port 25.

locals {
  mail = {
    environment = {
      MAIL_FROM     = var.mail_from
      PUBLIC_URL    = local.site_url
      SMTP_HOST     = var.smtp.host
      SMTP_PORT     = var.smtp.port
      SMTP_SECURITY = var.smtp.security
      SMTP_USER     = var.smtp.user
    }
    secrets = concat(["UNSUBSCRIBE_KEY"], var.smtp.user == "" ? [] : ["SMTP_PASSWORD"])
  }
}
