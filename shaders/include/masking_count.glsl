// Which tokens may be masked, and how many of a sequence are. Needs tokenIds, attentionMask, maximum, fractionMillionths and the special
// ids.
bool isCandidate(uint token)
{
    uint id = uint(tokenIds.at[token]);
    return attentionMask.at[token] != 0 && id != classificationId && id != separatorId && id != maskId;
}

// count · fractionMillionths / 10^6 in 32 bits: the count is taken apart at its tenth bit
uint roundedShare(uint count)
{
    const uint million = 1000000;
    uint high = (count >> 10) * fractionMillionths;
    uint low = (high % million << 10) + (count & 1023u) * fractionMillionths;
    uint whole = (high / million << 10) + low / million;
    uint rest = low % million;
    bool roundsUp = 2 * rest > million || (2 * rest == million && whole % 2 == 1);
    return whole + (roundsUp ? 1 : 0);
}

// k = max(1, min(maximum, round(attended · fractionMillionths / 10^6))), halves to even
uint wantedOf(uint attended)
{
    return max(1, min(maximum, roundedShare(attended)));
}
