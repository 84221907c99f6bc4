// The draw of one position, or prediction, of one sequence: word s mod 4 of Philox((seed, site), (s / 4, firstSequence + b, step, 0)).
// Needs scalars and site.
#include "include/philox.glsl"

uvec4 drawsOfBlock(uint sequence, uint block)
{
    return philox(uvec2(scalars.seed, site), uvec4(block, scalars.firstSequence + sequence, scalars.step, 0));
}

uint drawAt(uint sequence, uint position)
{
    return drawsOfBlock(sequence, position / 4)[position % 4];
}
