"""Finland's municipalities: their names, and what a name that somebody typed says of an organisation."""
