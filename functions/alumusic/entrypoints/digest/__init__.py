"""Routes of the weekly digest and its recipients."""
