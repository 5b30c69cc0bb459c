"""Bytes to values and back, a file per format. pandas, openpyxl and lxml live only here."""
