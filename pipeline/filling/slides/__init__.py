"""What PowerPoint's slides need besides their tags."""
