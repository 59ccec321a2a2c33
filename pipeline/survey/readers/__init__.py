"""What each survey tool's export looks like, one small file a tool."""
