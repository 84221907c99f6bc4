// output[i] = left[i] · right[i]
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    leftType left;
    rightType right;
    outputsType outputs;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
            store(outputs, i, load(left, i) * load(right, i));
    }
}
