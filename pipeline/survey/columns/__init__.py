"""What each column means, and its answers as codes."""
