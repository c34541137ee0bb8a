"""What a person named: a country, a language, and what may be meant by what was mistyped."""
