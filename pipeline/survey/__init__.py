"""The staff survey: exports of any tool in, figures that may be published out. Nothing of a person leaves this room."""
