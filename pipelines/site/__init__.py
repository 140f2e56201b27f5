"""The public site: Datasette's metadata, templates, static files and hooks."""
