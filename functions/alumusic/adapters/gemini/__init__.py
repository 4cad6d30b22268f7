"""The Gemini model, called through google-genai."""
