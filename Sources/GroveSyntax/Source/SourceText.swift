// Source text with its line table.
