"""Settings, addresses and the way in for web servers: the only room that knows every other."""
