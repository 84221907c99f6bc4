// output[b, p, ·] = source[b, positions[b, p], ·], or 0 where the position is −1. An item is four columns of a row.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    sourceType source;
    Integers positions;
    outputsType outputs;
    uint rows;
    uint rowsPerSequence;
    uint length;
    uint columns;
};

void main()
{
    uint blocks = (columns + 3) / 4;
    uint row = itemIndex() / blocks;
    uint firstColumn = itemIndex() % blocks * 4;
    if (row >= rows)
        return;

    int position = positions.at[row];
    uint token = row / rowsPerSequence * length + uint(max(position, 0));
    for (uint column = firstColumn; column < min(firstColumn + 4, columns); column++)
        store(outputs, row * columns + column, position < 0 ? 0.0 : load(source, token * columns + column));
}
