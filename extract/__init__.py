"""Indonesian text becomes facts. Knows no network, no database, no command line."""
