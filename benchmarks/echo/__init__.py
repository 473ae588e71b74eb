"""The least that a bot can do, in two libraries; each script runs in the environment of its library."""
