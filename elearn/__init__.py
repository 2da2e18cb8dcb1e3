"""Elearn: learning, supervised practice and honest sign-off for people who work with parents and babies.

The house has four floors, and imports only ever point down::

    web        cli          doors: turn a request or a command line into one call
       services             use cases: gather, ask the rules, store, record
    content    storage    mail      how the rules meet the world: files, tables, letters
       domain               the rules: no Flask, no SQL, no files, no clock, no chance

A feature has one name, and in every layer where it exists it is the file of that name.
"""

__version__ = "0.1.0"
