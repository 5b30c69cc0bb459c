"""Bytes to values and back, a file per format. openpyxl, lxml and python-calamine live only here."""
