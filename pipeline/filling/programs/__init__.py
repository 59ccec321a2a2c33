"""Tags as programs, run in a sandbox over values."""
