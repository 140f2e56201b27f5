"""Documents and facts become a published database."""
