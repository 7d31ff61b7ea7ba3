"""A provider at his desk: what he is asked, his signed finding, what became of it."""
