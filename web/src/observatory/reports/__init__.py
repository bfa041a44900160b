"""The yearly report: written from the records, every figure checkable, frozen when published."""
