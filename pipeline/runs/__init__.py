"""The corridor between the data wing and the document wing."""
