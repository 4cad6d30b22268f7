# How whoever asks the model reaches it. By Vertex AI, as the function's own service account: no key that expires or
# leaks, no use of the comments for training, no spend cap by tier. Or, with an empty location, by the Gemini API and an
# authorization key.

locals {
  gemini = {
    environment = {
      GEMINI_MODEL    = var.gemini_model
      PRICE_IN_USD    = var.model_price_usd.input
      PRICE_OUT_USD   = var.model_price_usd.output
      VERTEX_LOCATION = var.vertex_location
    }
    secrets = var.vertex_location == "" ? ["GEMINI_API_KEY"] : []
    roles   = var.vertex_location == "" ? [] : ["roles/aiplatform.user"]
  }
}
