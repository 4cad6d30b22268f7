"""Model name, credentials, time-out and prices. Does not import google-genai, which slows a cold start."""

from typing import NamedTuple

from alumusic.settings import ModelSettings

ATTEMPTS = 3  # the SDK's attempts for one call


class ModelAccess(NamedTuple):
    """Prices in US dollars per million tokens; the time-out in milliseconds per attempt."""

    model: str
    api_key: str
    base_url: str
    project: str
    vertex_location: str
    timeout_ms: int
    price_in_usd: float
    price_out_usd: float

    @classmethod
    def from_settings(cls, settings: ModelSettings) -> "ModelAccess":
        return cls(
            settings.gemini_model,
            settings.gemini_api_key,
            settings.gemini_base_url,
            settings.google_cloud_project,
            settings.vertex_location,
            settings.gemini_timeout_ms,
            settings.price_in_usd,
            settings.price_out_usd,
        )
