"""The pages of 三查: lists, board, clerk's pairs, the village's phone, entry by telephone."""
