// output[b, s, ·] = Σ of source[b, p, ·] over the p with positions[b, p] = s, in ascending order. An item is four columns of a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    sourceType source;
    Integers positions;
    outputsType outputs;
    uint tokens;
    uint rowsPerSequence;
    uint length;
    uint columns;
};

void main()
{
    uint blocks = (columns + 3) / 4;
    uint token = itemIndex() / blocks;
    uint firstColumn = itemIndex() % blocks * 4;
    if (token >= tokens)
        return;

    uint firstRow = token / length * rowsPerSequence;
    int position = int(token % length);
    uint lastColumn = min(firstColumn + 4, columns);
    float sums[4] = float[4](0.0, 0.0, 0.0, 0.0);
    for (uint row = firstRow; row < firstRow + rowsPerSequence; row++)
    {
        if (positions.at[row] != position)
            continue;
        for (uint column = firstColumn; column < lastColumn; column++)
            sums[column - firstColumn] += load(source, row * columns + column);
    }
    for (uint column = firstColumn; column < lastColumn; column++)
        store(outputs, token * columns + column, sums[column - firstColumn]);
}
