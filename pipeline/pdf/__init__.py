"""PDFs of finished documents: LibreOffice lays the pages out, and what it leaves untold is told in the PDF's structure.

In: .docx and .pptx files as bytes. Out: PDF files as bytes. Knows nothing of municipalities.
"""
