// Gumbel-max sampling over slices of the vocabulary: best[row] = the largest logit · inverseTemperatureFloat + g, sampledIds[row] =
// its id, lowest id on ties. Id v of row p of sequence b draws word v mod 4 of Philox((seed, site), (v / 4, firstSequence + b,
// step, p)). FORBID: forbiddenIds[row] is not drawn. firstColumn is a multiple of 4, so that a draw's four words stay together.
#include "include/buffers.glsl"
#include "include/best_id.glsl"
#include "include/gumbel.glsl"
#include "include/philox.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    Floats logits;
    StepScalars scalars;
    Integers forbiddenIds;
    Floats best;
    Integers sampledIds;
    uint rows;
    uint columns;
    uint firstColumn;
    uint rowsPerSequence;
    float inverseTemperatureFloat;
    uint site;
};

void main()
{
    uint row = groupIndex();
    if (row >= rows)
        return;

#ifdef FIRST
    float largest = lowest;
    uint id = 0;
#else
    float largest = best.at[row];
    uint id = uint(sampledIds.at[row]);
#endif

#ifdef FORBID
    uint forbidden = uint(forbiddenIds.at[row]);
#endif

    uvec2 key = uvec2(scalars.seed, site);
    uvec3 counter = uvec3(scalars.firstSequence + row / rowsPerSequence, scalars.step, row % rowsPerSequence);
    for (uint block = gl_LocalInvocationIndex; block < (columns + 3) / 4; block += LANES)
    {
        uvec4 words = philox(key, uvec4(firstColumn / 4 + block, counter));
        for (uint word = 0; word < 4; word++)
        {
            uint column = 4 * block + word;
            bool isDrawn = column < columns;
#ifdef FORBID
            isDrawn = isDrawn && firstColumn + column != forbidden;
#endif
            if (isDrawn)
            {
                float perturbed = logits.at[row * columns + column] * inverseTemperatureFloat + gumbel(words[word]);
                takeBetter(largest, id, perturbed, firstColumn + column);
            }
        }
    }
    takeBestOfGroup(largest, id);

    if (gl_LocalInvocationIndex == 0)
    {
        best.at[row] = largest;
        sampledIds.at[row] = int(id);
    }
}
