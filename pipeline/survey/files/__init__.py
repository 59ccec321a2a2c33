"""A survey file to a table of columns: opened safely, its encoding, header row and answers found."""
