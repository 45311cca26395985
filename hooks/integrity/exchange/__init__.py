"""Foreign formats (docx, xlsx, ics, gift …), each imported only by the command that uses it."""
