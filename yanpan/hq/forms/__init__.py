"""What people enter on the pages of the headquarters, one file a matter."""
