// sums[c] += Σ over all blocks of partials[block, c]. An item is a column.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Floats partials;
    Floats sums;
    uint blocks;
    uint columns;
};

void main()
{
    uint column = itemIndex();
    if (column >= columns)
        return;

    float sum = 0.0;
    for (uint block = 0; block < blocks; block++)
        sum += partials.at[block * columns + column];
    sums.at[column] += sum;
}
