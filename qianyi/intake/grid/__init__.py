"""The month grid: shape, title, month, people, legend, totals."""
