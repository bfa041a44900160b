"""Results become publications: document trees, charts, and their files.

Nothing is computed here. `document` is what a report says; renderers turn it into a
PDF, a web page or a Word file, the same bytes every time.
"""
