// sums[e] += Σ over b of values[b, e]. An item is an element of a sequence.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    valuesType values;
    Floats sums;
    uint sequences;
    uint elementsPerSequence;
};

void main()
{
    uint element = itemIndex();
    if (element >= elementsPerSequence)
        return;

    float sum = 0.0;
    for (uint sequence = 0; sequence < sequences; sequence++)
        sum += load(values, sequence * elementsPerSequence + element);
    sums.at[element] += sum;
}
