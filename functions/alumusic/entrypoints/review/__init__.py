"""Routes that correct, erase and re-classify comments, and decide on tags."""
