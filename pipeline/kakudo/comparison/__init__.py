"""What a claim says beside another: matching, and every way in which one can say more than the other (KD201, KD3xx)."""
