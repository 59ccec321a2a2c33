"""Templates and their rendering: tags, blocks, values, fit. Knows Office files, never a municipality."""
