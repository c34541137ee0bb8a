"""The pages of five minutes a day: Today and Results."""
