"""Tagged documents to text, for people and for programs. Pure functions; each module is one format.

Nothing is imported here, so that printing JSON Lines loads neither jinja2 nor rich.
"""
