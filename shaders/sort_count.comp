// counts[digit, sequence] = how many of the sequence's tokens have that digit of their id. An item is a sequence.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers order;
    Integers counts;
    uint sequences;
    uint length;
    uint shift;
};

#include "include/digits.glsl"

void main()
{
    uint sequence = itemIndex();
    if (sequence >= sequences)
        return;

    for (uint digit = 0; digit < digits; digit++)
        counts.at[digit * sequences + sequence] = 0;
    for (uint place = sequence * length; place < (sequence + 1) * length; place++)
        counts.at[digitOf(tokenAt(place)) * sequences + sequence]++;
}
