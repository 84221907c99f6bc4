// sampledIds[row] = floor(word · vocabulary / 2^32), the first word of Philox((seed, site), (0, firstSequence + b, step, p)) for row p of
// sequence b. FORBID: floor(word · (vocabulary − 1) / 2^32) + 1 ids behind forbiddenIds[row], around the vocabulary. An item is a row.
#include "include/below.glsl"
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/philox.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    StepScalars scalars;
    Integers forbiddenIds;
    Integers sampledIds;
    uint rows;
    uint rowsPerSequence;
    uint vocabulary;
    uint site;
};

void main()
{
    uint row = itemIndex();
    if (row >= rows)
        return;

    uvec4 counter = uvec4(0, scalars.firstSequence + row / rowsPerSequence, scalars.step, row % rowsPerSequence);
    uint word = philox(uvec2(scalars.seed, site), counter).x;
#ifdef FORBID
    uint id = (uint(forbiddenIds.at[row]) + 1 + below(word, vocabulary - 1)) % vocabulary;
#else
    uint id = below(word, vocabulary);
#endif
    sampledIds.at[row] = int(id);
}
