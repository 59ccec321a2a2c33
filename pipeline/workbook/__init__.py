"""The workshop workbook: declared once in `layout.toml`; written blank, read, explained and annotated from there."""
