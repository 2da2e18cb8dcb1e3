"""Every letter we send, and the way to the server that carries it."""
