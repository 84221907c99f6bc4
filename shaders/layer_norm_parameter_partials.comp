// Sums over a block of rows, of outputGradient · x̂ to gainPartials and of outputGradient to biasPartials.
// An item is one column of one block.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    Floats statistics;
    outputGradientType outputGradient;
    Floats gainPartials;
    Floats biasPartials;
    uint rows;
    uint columns;
    uint rowsPerBlock;
};

void main()
{
    uint item = itemIndex();
    if (item >= rows / rowsPerBlock * columns)
        return;

    uint column = item % columns;
    uint firstRow = item / columns * rowsPerBlock;
    float gainSum = 0.0;
    float biasSum = 0.0;
    for (uint row = firstRow; row < firstRow + rowsPerBlock; row++)
    {
        uint i = row * columns + column;
        float gradient = load(outputGradient, i);
        gainSum += gradient * (load(inputs, i) - statistics.at[2 * row]) * statistics.at[2 * row + 1];
        biasSum += gradient;
    }
    gainPartials.at[item] = gainSum;
    biasPartials.at[item] = biasSum;
}
