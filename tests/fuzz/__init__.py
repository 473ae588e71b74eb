"""Whatever comes in: no error that nobody thought of, no hang, no lost word. `make fuzz` tries 100,000."""
