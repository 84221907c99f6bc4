// tableGradient[id, ·] += Σ of outputGradient[token, ·] over the tokens of that id in sorted order. An item is 128 columns of a
// place in the order, from firstPlace on; the first of a run of equal ids does the run as far as endPlace, the others nothing.
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers order;
    outputGradientType outputGradient;
    Floats tableGradient;
    uint firstPlace;
    uint endPlace;
    uint columns;
};

const uint columnsPerItem = 128; // KernelCatalog.TableGradientColumns
const uint columnsPerLane = columnsPerItem / LANES;

int idAt(uint place)
{
    return tokenIds.at[order.at[place]];
}

void main()
{
    uint blocks = (columns + columnsPerItem - 1) / columnsPerItem;
    uint first = firstPlace + groupIndex() / blocks;
    if (first >= endPlace)
        return;
    int id = idAt(first);
    if (first > firstPlace && idAt(first - 1) == id)
        return;

    uint firstColumn = groupIndex() % blocks * columnsPerItem + gl_LocalInvocationIndex;
    float sums[columnsPerLane];
    for (uint turn = 0; turn < columnsPerLane; turn++)
        sums[turn] = 0.0;
    for (uint place = first; place < endPlace && idAt(place) == id; place++)
    {
        uint row = uint(order.at[place]) * columns;
        for (uint turn = 0; turn < columnsPerLane; turn++)
        {
            uint column = firstColumn + turn * LANES;
            if (column < columns)
                sums[turn] += load(outputGradient, row + column);
        }
    }
    for (uint turn = 0; turn < columnsPerLane; turn++)
    {
        uint column = firstColumn + turn * LANES;
        if (column < columns)
            tableGradient.at[uint(id) * columns + column] += sums[turn];
    }
}
