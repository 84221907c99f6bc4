// partials[block, s, c] = Σ of outputGradient[token, c] over the block's tokens of segment s, s in 0..1.
// An item is one column of one block.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers segmentIds;
    outputGradientType outputGradient;
    Floats partials;
    uint tokens;
    uint columns;
    uint rowsPerBlock;
};

void main()
{
    uint item = itemIndex();
    if (item >= tokens / rowsPerBlock * columns)
        return;

    uint block = item / columns;
    uint column = item % columns;
    uint firstToken = block * rowsPerBlock;
    float first = 0.0;
    float second = 0.0;
    for (uint token = firstToken; token < firstToken + rowsPerBlock; token++)
    {
        float gradient = load(outputGradient, token * columns + column);
        bool isFirst = segmentIds.at[token] == 0;
        first += isFirst ? gradient : 0.0;
        second += isFirst ? 0.0 : gradient;
    }
    partials.at[2 * block * columns + column] = first;
    partials.at[(2 * block + 1) * columns + column] = second;
}
