// output[b, s, ·] = source[b, p, ·] where positions[b, p] = s, or 0 where there is no such p. An item is four columns of a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Floats source;
    Integers positions;
    Floats outputs;
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
    int row = -1;
    for (uint candidate = firstRow; candidate < firstRow + rowsPerSequence; candidate++)
        row = positions.at[candidate] == position ? int(candidate) : row;
    for (uint column = firstColumn; column < min(firstColumn + 4, columns); column++)
        outputs.at[token * columns + column] = row < 0 ? 0.0 : source.at[uint(row) * columns + column];
}
