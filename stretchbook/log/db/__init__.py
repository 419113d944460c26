"""The database of the log: tables, opening, times, and plain sentences for what a database can say."""
