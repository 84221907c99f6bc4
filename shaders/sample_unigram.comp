// The alias method over table (vocabulary, 2) of threshold and alias: column floor(first · vocabulary / 2^32), its own id where
// second < threshold, else its alias. Attempt a of row p of sequence b has half a mod 2 of Philox((seed, site), (a / 2,
// firstSequence + b, step, p)). FORBID: until it is not forbiddenIds[row], at most attempts times; then the id behind that. An item is
// a row.
#include "include/below.glsl"
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/philox.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Integers table;
    StepScalars scalars;
    Integers forbiddenIds;
    Integers sampledIds;
    uint rows;
    uint rowsPerSequence;
    uint vocabulary;
    uint site;
};

const uint attempts = 64; // KernelCatalog.UnigramAttempts

uint sampleOf(uint row, uint attempt)
{
    uvec4 counter = uvec4(attempt / 2, scalars.firstSequence + row / rowsPerSequence, scalars.step, row % rowsPerSequence);
    uvec4 words = philox(uvec2(scalars.seed, site), counter);
    uvec2 draw = attempt % 2 == 0 ? words.xy : words.zw;
    uint column = below(draw.x, vocabulary);
    return draw.y < uint(table.at[2 * column]) ? column : uint(table.at[2 * column + 1]);
}

void main()
{
    uint row = itemIndex();
    if (row >= rows)
        return;

    uint id = sampleOf(row, 0);
#ifdef FORBID
    uint forbidden = uint(forbiddenIds.at[row]);
    for (uint attempt = 1; attempt < attempts && id == forbidden; attempt++)
        id = sampleOf(row, attempt);
    if (id == forbidden)
        id = (forbidden + 1) % vocabulary;
#endif
    sampledIds.at[row] = int(id);
}
