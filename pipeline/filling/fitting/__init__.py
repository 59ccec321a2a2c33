"""Text measured, and slides made so that it fits."""
