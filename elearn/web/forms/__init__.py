"""The shapes of what a browser may send: forms know lengths and kinds, never the database."""
