"""From codes to figures that may be shown."""
