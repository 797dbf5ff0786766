"""What one cell says: values, dates, look-alike characters."""
