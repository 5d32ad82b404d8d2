"""What ``inbox audit`` does besides calling the audit: people, progress, limits, files."""
