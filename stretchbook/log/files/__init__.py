"""The log as files: CSV and JSON, out and in again."""
