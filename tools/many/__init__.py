"""Invented organisations by the hundred, for batches and benchmarks."""
