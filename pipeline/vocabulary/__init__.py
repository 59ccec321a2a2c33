"""The nouns everyone speaks. Standard library only; imports nothing of the house."""
