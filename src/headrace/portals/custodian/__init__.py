"""The custodian's clerk: releases, accounts, the match of our book with the bank."""
