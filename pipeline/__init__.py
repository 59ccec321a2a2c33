"""digitiekartta: workshop workbook and staff survey in, Word roadmap and PowerPoint decks out."""

__version__ = "0.1.0"
