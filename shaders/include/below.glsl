// A random word as a number below a bound: floor(word · bound / 2^32).
uint below(uint word, uint bound)
{
    uint high, low;
    umulExtended(word, bound, high, low);
    return high;
}
