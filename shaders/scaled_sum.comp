// output[i] = leftFloat · left[i] + rightFloat · right[i]; without RIGHT, the scaled left alone
#include "include/buffers.glsl"
#include "include/elements.glsl"

layout(push_constant) uniform PushConstants
{
    Floats left;
    Floats right;
    Floats outputs;
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
            float sum = leftFloat * left.at[i];
#ifdef RIGHT
            sum += rightFloat * right.at[i];
#endif
            outputs.at[i] = sum;
        }
    }
}
