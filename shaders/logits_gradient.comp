// logits[row, j] becomes rowGradient[row] · (1[firstColumn + j = target] − exp(logits[row, j] − logSumExp[row])).
// An item is an element.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Floats logits;
    Floats logSumExp;
    Integers targets;
    Floats rowGradient;
    uint rows;
    uint columns;
    uint firstColumn;
};

void main()
{
    uint i = itemIndex();
    if (i >= rows * columns)
        return;

    uint row = i / columns;
    bool isTarget = firstColumn + i % columns == uint(targets.at[row]);
    float probability = exp(logits.at[i] - logSumExp.at[row]);
    logits.at[i] = rowGradient.at[row] * ((isTarget ? 1.0 : 0.0) - probability);
}
