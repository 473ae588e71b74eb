"""How fast and how small the program is, beside others, in one run: `make bench`."""
