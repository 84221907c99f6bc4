// partials[block] = Σ of values[i]² over every blocks-th quad of elements, from quad `block` on. An item is a block.
#include "include/buffers.glsl"
#include "include/rows.glsl"

layout(push_constant) uniform PushConstants
{
    Floats values;
    Floats partials;
    uint count;
    uint blocks;
};

void main()
{
    uint block = groupIndex();
    if (block >= blocks)
        return;

    float sum = 0.0;
    for (uint quad = block + blocks * gl_LocalInvocationIndex; quad < (count + 3) / 4; quad += blocks * LANES)
    {
        for (uint i = 4 * quad; i < min(4 * quad + 4, count); i++)
            sum += values.at[i] * values.at[i];
    }
    sum = sumOverGroup(sum);
    if (gl_LocalInvocationIndex == 0)
        partials.at[block] = sum;
}
