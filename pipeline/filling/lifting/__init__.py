"""Where tags stand and what level they act on."""
