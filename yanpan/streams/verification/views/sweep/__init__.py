"""The pages of the own sweep: key places, households, persons found, sentinels, holes in the defence."""
