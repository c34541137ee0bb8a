"""Arguments as people type them: in any order, misspelt, asked about."""
