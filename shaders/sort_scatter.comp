// Writes each token's index to sorted[counts[digit, sequence]++], in order. An item is a sequence.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers order;
    Integers counts;
    Integers sorted;
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

    for (uint place = sequence * length; place < (sequence + 1) * length; place++)
    {
        uint token = tokenAt(place);
        uint count = digitOf(token) * sequences + sequence;
        int target = counts.at[count];
        counts.at[count] = target + 1;
        sorted.at[target] = int(token);
    }
}
