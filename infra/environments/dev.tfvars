# Like prod.tfvars: admin_emails must be added.
environment          = "dev"
daily_model_cost_usd = 1
log_level            = "DEBUG"
