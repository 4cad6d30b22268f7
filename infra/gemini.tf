# Access to the model. By default Vertex AI, with the function's service account: no key that can expire or leak, no
# training on the comments, no spend cap by tier. With an empty location the Gemini API, with an authorization key.

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
