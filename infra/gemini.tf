# How whoever asks the model reaches it: by the Gemini API and its key, or by Vertex AI as its own service account.

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
