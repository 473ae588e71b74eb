"""The history of the tables; each file in `versions` takes a database one step further."""
