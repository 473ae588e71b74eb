"""The store on SQLite or PostgreSQL. Rows stay in here; what goes out are the records of the ports."""
