"""Charts, pictures and links put in the package."""
