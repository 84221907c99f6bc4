// destination[i] = 2^lossScaleExponent: the gradient that a loss begins with
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    StepScalars scalars;
    Floats destination;
    uint count;
};

void main()
{
    if (itemIndex() < count)
        destination.at[itemIndex()] = powerOfTwo(int(scalars.lossScaleExponent));
}
