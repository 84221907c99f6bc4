// counts becomes its own exclusive prefix sum. One group; an invocation has a run of consecutive counts.
#include "include/buffers.glsl"

layout(local_size_x = LANES) in;

layout(push_constant) uniform PushConstants
{
    Integers counts;
    uint count;
};

shared int runSums[LANES];

void main()
{
    uint lane = gl_LocalInvocationIndex;
    uint runLength = (count + LANES - 1) / LANES;
    uint first = min(lane * runLength, count);
    uint last = min(first + runLength, count);

    int sum = 0;
    for (uint i = first; i < last; i++)
        sum += counts.at[i];
    runSums[lane] = sum;
    barrier();

    int before = 0;
    for (uint earlier = 0; earlier < lane; earlier++)
        before += runSums[earlier];
    for (uint i = first; i < last; i++)
    {
        int value = counts.at[i];
        counts.at[i] = before;
        before += value;
    }
}
