"""Translators between what others write and what we know: without this room questions and codings would be locked in.

Text in, text out: nothing here opens a file, asks the network or knows a table. What a format cannot say is listed.
"""
