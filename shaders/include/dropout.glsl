// Which of four consecutive elements of a sequence dropout keeps, by one draw of Philox, and what it multiplies them by.
// Needs scalars, threshold, scaleFloat and site.
#include "include/philox.glsl"

bvec4 keptOfFour(uint sequence, uint four)
{
    uvec4 draws = philox(uvec2(scalars.seed, site), uvec4(four, scalars.firstSequence + sequence, scalars.step, 0));
    bool isEnabled = scalars.dropoutEnabled != 0;
    bvec4 isKept = greaterThanEqual(draws, uvec4(threshold));
    return bvec4(!isEnabled || isKept.x, !isEnabled || isKept.y, !isEnabled || isKept.z, !isEnabled || isKept.w);
}

float keptScale()
{
    return scalars.dropoutEnabled != 0 ? scaleFloat : 1.0;
}
