"""The public page of one answer: what its code stands for, and whether it still holds."""
