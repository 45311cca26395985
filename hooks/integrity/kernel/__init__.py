"""What every room stands on. The kernel imports nothing of ours outside itself."""
