"""What Word's stories need besides their tags."""
