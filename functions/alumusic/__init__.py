"""The package that all functions share: domain, services, adapters, entry points and their composition."""

__version__ = "0.1.0"  # the same as in pyproject.toml; a deployed bundle has no package metadata to read it from
