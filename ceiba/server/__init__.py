"""Server: settings, addresses and the WSGI door; wires the house and is imported by nobody."""
