// partials[block, c] = Σ of values[row, c] over the block's rows. An item is one column of one block.
#include "include/buffers.glsl"
#include "include/column_blocks.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    valuesType values;
    Floats partials;
    uint rows;
    uint columns;
    uint rowsPerBlock;
};

void main()
{
    uint item = itemIndex();
    if (item >= columnSumBlocks * columns)
        return;

    uint column = item % columns;
    uint firstRow = item / columns * rowsPerBlock;
    float sum = 0.0;
    for (uint row = firstRow; row < min(firstRow + rowsPerBlock, rows); row++)
        sum += load(values, row * columns + column);
    partials.at[item] = sum;
}
