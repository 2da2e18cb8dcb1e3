"""The rules of elearn, pure: values in, values out; the doors bring the clock, the tables and the files."""
