// logits[row, j] becomes rowGradient[row] · (1[firstColumn + j = target] − exp(logits[row, j] − logSumExp[row])). An item is a row.
#include "include/buffers.glsl"
#include "include/rows.glsl"

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
    uint row = groupIndex();
    if (row >= rows)
        return;

    float gradient = rowGradient.at[row];
    float rowLogSumExp = logSumExp.at[row];
    uint target = uint(targets.at[row]) - firstColumn;
    for (uint column = gl_LocalInvocationIndex; column < columns; column += LANES)
    {
        uint i = row * columns + column;
        float probability = exp(logits.at[i] - rowLogSumExp);
        logits.at[i] = gradient * ((column == target ? 1.0 : 0.0) - probability);
    }
}
