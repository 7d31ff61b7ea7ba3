"""The live stream: a process of its own that tells open pages that something has changed."""
