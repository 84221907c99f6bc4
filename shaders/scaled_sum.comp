// output[i] = leftFloat · left[i] + rightFloat · right[i]; without RIGHT, the scaled left alone
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    leftType left;
    rightType right;
    outputsType outputs;
    uint count;
    float leftFloat;
    float rightFloat;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
        {
            float sum = leftFloat * load(left, i);
#ifdef RIGHT
            sum += rightFloat * load(right, i);
#endif
            store(outputs, i, sum);
        }
    }
}
