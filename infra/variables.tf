variable "admin_emails" {
  description = "Who registers with the invitation code and one of these addresses becomes an admin."
  type        = set(string)

  validation {
    condition     = alltrue([for email in var.admin_emails : can(regex("^[^@ ,]+@[^@ ,]+$", email))])
    error_message = "Each of admin_emails must be one e-mail address."
  }
}

variable "alert_emails" {
  description = "Who is told when an alert fires or the budget is reached."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex("^[^@ ,]+@[^@ ,]+$", email))])
    error_message = "Each of alert_emails must be one e-mail address."
  }
}

variable "allowed_email_domains" {
  description = "Addresses in these domains may register without an invitation. Nothing proves that the mailbox is theirs."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for domain in var.allowed_email_domains : can(regex("^[a-z0-9.-]+\\.[a-z]+$", domain))])
    error_message = "allowed_email_domains holds domains such as example.com; \"*\" would let anybody in."
  }
}

variable "billing_account" {
  description = "Account that pays, such as 012345-6789AB-CDEF01. Empty: no budget is made."
  type        = string
  default     = ""

  validation {
    condition     = var.billing_account == "" || can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "billing_account looks like 012345-6789AB-CDEF01."
  }
}

variable "budget" {
  description = "What a month may cost, in the currency of the billing account, before mails go out at 50, 90 and 100 %."
  type        = number
  default     = 200

  validation {
    condition     = var.budget > 0
    error_message = "budget must be more than nothing."
  }
}

variable "comments_per_message" {
  description = "How many comments one call of the model classifies."
  type        = number
  default     = 10

  validation {
    condition     = var.comments_per_message >= 1 && var.comments_per_message <= 50
    error_message = "comments_per_message must be from 1 to 50."
  }
}

variable "daily_model_cost_usd" {
  description = "What the model may cost in 24 hours, at list prices, before an alert fires."
  type        = number
  default     = 5

  validation {
    condition     = var.daily_model_cost_usd > 0
    error_message = "daily_model_cost_usd must be more than nothing."
  }
}

variable "environment" {
  description = "Which one of the environments this project is. Only `prod` keeps instances warm."
  type        = string

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment is dev or prod."
  }
}

variable "gemini_model" {
  description = "Name of the model."
  type        = string
  default     = "gemini-3.5-flash-lite"

  validation {
    condition     = startswith(var.gemini_model, "gemini-")
    error_message = "gemini_model is the name of a Gemini model."
  }
}

variable "github_repository_id" {
  description = "Number of the repository whose workflows may plan and deploy (`gh api repos/OWNER/NAME --jq .id`). Empty: none may."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[0-9]*$", var.github_repository_id))
    error_message = "github_repository_id is a number; a name can be given to somebody else's repository."
  }
}

variable "log_level" {
  description = "From which severity on the functions write to the log."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level is DEBUG, INFO, WARNING or ERROR."
  }
}

variable "mail_from" {
  description = "Sender of the weekly digest, as `Name <address>`. Its domain needs SPF, DKIM and DMARC at the mail provider."
  type        = string
  default     = "AluMusic Insights <resumo@example.com>"

  validation {
    condition     = can(regex("^[^<>]+ <[^@ <>]+@[^@ <>]+>$", var.mail_from))
    error_message = "mail_from is written as Name <address>."
  }
}

variable "model_price_usd" {
  description = "List price of a million tokens in and out, for the cost that the dashboard shows and the alert watches."
  type        = object({ input = number, output = number })
  default     = { input = 0.30, output = 2.50 }

  validation {
    condition     = var.model_price_usd.input >= 0 && var.model_price_usd.output >= 0
    error_message = "Prices are not negative."
  }
}

variable "model_requests_per_minute" {
  description = "Most calls of the model in a minute: of all instances together with Redis, of each without. 0: no limit of ours."
  type        = number
  default     = 0

  validation {
    condition     = var.model_requests_per_minute >= 0
    error_message = "model_requests_per_minute is 0 or more."
  }
}

variable "model_tokens_per_minute" {
  description = "Most input tokens in a minute, counted as model_requests_per_minute. 0: no limit of ours."
  type        = number
  default     = 0

  validation {
    condition     = var.model_tokens_per_minute >= 0
    error_message = "model_tokens_per_minute is 0 or more."
  }
}

variable "project" {
  description = "Id of the Google Cloud project, which holds one environment and nothing else."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project is a project id: 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "prompt_version" {
  description = "Which prompt of functions/alumusic/prompts the model gets."
  type        = string
  default     = "v1"

  validation {
    condition     = fileexists("${path.module}/../functions/alumusic/prompts/${var.prompt_version}.md")
    error_message = "There is no prompt of this version in functions/alumusic/prompts."
  }
}

variable "redis_memory_gb" {
  description = "Size of the Memorystore that remembers answers and shares the model's budget among instances. 0: none."
  type        = number
  default     = 0

  validation {
    condition     = var.redis_memory_gb >= 0 && floor(var.redis_memory_gb) == var.redis_memory_gb
    error_message = "redis_memory_gb is a whole number of gigabytes, or 0."
  }
}

variable "retention_days" {
  description = "Days that comments and their history are kept; counters stay. 0: for ever."
  type        = number
  default     = 0

  validation {
    condition     = var.retention_days == 0 || var.retention_days >= 30
    error_message = "retention_days is 0, or at least 30."
  }
}

variable "smtp" {
  description = "The server that takes the digest's mail; without a host nothing is sent, and operation says so. The password is the secret smtp-password."
  type = object({
    host     = optional(string, "")
    port     = optional(number, 587)
    security = optional(string, "starttls")
    user     = optional(string, "")
  })
  default = {}

  validation {
    condition     = contains(["starttls", "tls"], var.smtp.security) && var.smtp.port != 25
    error_message = "smtp.security is starttls (587) or tls (465); Google Cloud lets nothing out by port 25."
  }
}

variable "vertex_location" {
  description = "Location of Vertex AI that answers for the model. Empty: the Gemini API with an authorization key."
  type        = string
  default     = "global"

  # Not the functions' region: it serves no current Gemini model.
  validation {
    condition     = can(regex("^[a-z0-9-]*$", var.vertex_location)) && var.vertex_location != local.region
    error_message = "vertex_location is global, a location that serves gemini_model, or empty."
  }
}
