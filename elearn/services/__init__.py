"""The use cases: one function is one thing a person does; first comes the session, last comes ``now``."""
