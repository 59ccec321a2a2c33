"""Word's tracked changes: written, taken back, accepted."""
