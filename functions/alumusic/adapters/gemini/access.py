"""How to reach the model. Without google-genai, which makes a cold start slower."""

from typing import NamedTuple

from alumusic.settings import ModelSettings

ATTEMPTS = 3  # of one call, by the SDK


class ModelAccess(NamedTuple):
    """Prices in US dollars a million tokens, time-out in milliseconds an attempt."""

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
