environment          = "dev"
daily_model_cost_usd = 1
log_level            = "DEBUG"
