// The keys of the stable sort of tokens by id: eight bits a pass, tokens in the order of the pass before unless it is the FIRST.
// A sequence's part of the order is one invocation's block. Needs tokenIds, order and shift.
const uint digits = 256;

uint tokenAt(uint place)
{
#ifdef FIRST
    return place;
#else
    return uint(order.at[place]);
#endif
}

uint digitOf(uint token)
{
    return (uint(tokenIds.at[token]) >> shift) % digits;
}
