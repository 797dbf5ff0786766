"""What people and other programs see: screen, JSON, workbooks, annotated copies, documents, reports; and how it is written."""
