"""Synthetic archives: real regions and names of bodies, invented reports, with findings planted in them."""
