"""Pure decisions of custody: accounts, instructions, messages, statements."""
