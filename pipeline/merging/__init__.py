"""Three versions of one document into one: what was made last, what people made of it, what the workbook makes now."""
