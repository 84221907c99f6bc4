// partials[block, c] = Σ of values[row, c] over the block's rows. An item is one column of one block.
#include "include/buffers.glsl"
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
    if (item >= rows / rowsPerBlock * columns)
        return;

    uint column = item % columns;
    uint firstRow = item / columns * rowsPerBlock;
    float sum = 0.0;
    for (uint row = firstRow; row < firstRow + rowsPerBlock; row++)
        sum += load(values, row * columns + column);
    partials.at[item] = sum;
}
