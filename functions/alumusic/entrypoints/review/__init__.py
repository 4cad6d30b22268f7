"""Routes that correct, erase and reclassify comments, and decide on tags."""
