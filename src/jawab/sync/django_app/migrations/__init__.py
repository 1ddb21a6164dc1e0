"""Steps of the table."""
