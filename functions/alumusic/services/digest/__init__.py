"""Makes the weekly digest and mails it."""
