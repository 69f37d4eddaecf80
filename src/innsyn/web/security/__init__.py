"""What keeps strangers out of the web layer: headers, forged posts, foreign redirects, hasty callers."""
