"""脱敏: finds what still identifies somebody in a text, an attachment or a file name. It helps the person who signs, no more."""
