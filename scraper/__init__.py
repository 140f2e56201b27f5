"""A source becomes documents: bytes are moved and the text in them is found."""
