"""On which page of a Word document things stand."""
