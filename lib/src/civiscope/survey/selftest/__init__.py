"""The estimators compared with values that R's ``survey`` package gave."""
