"""What words are known: vocabularies in many languages, as text files."""
