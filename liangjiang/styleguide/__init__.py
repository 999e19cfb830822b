"""The style guide: every component in both languages, for those who build pages (DEBUG only)."""
