"""The way through an analysis: read, fit, publish; on one processor or many, the same bits."""
