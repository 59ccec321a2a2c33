"""What is wrong with a template, told without data."""
