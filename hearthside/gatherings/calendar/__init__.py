"""What the public reads: month, week and list, pages of groups and dates, feeds. No account, no cookie, no true title."""
