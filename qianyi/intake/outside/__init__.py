"""Meaning outside the text: colours, strike-through, symbol fonts, check boxes, pictures, fractions become dates."""
