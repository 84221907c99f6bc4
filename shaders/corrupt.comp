// corruptedIds = tokenIds with sampledIds[b, p] at positions[b, p], the floor of their mean where a position stands several times;
// labels = 1 where the two differ, else 0. An item is a token.
#include "include/buffers.glsl"
#include "include/items.glsl"

layout(push_constant) uniform PushConstants
{
    Integers tokenIds;
    Integers positions;
    Integers sampledIds;
    Integers corruptedIds;
    Floats labels;
    uint sequences;
    uint length;
    uint maximum;
};

void main()
{
    uint token = itemIndex();
    if (token >= sequences * length)
        return;

    uint firstRow = token / length * maximum;
    int position = int(token % length);
    int original = tokenIds.at[token];
    uint sum = 0;
    uint samples = 0;
    for (uint row = firstRow; row < firstRow + maximum; row++)
    {
        if (positions.at[row] == position)
        {
            sum += uint(sampledIds.at[row]);
            samples++;
        }
    }
    int id = samples == 0 ? original : int(sum / samples);
    corruptedIds.at[token] = id;
    labels.at[token] = id == original ? 0.0 : 1.0;
}
