// inputGradient[i] = outputGradient[i] · a′(x), a being the activation that is defined. ACTIVATED: and activated[i] = a(x)
#include "include/buffers.glsl"
#include "include/elements.glsl"
#include "include/activation.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    outputGradientType outputGradient;
    activatedType activated;
    inputGradientType inputGradient;
    uint count;
};

void main()
{
    for (uint turn = 0; turn < elementsPerItem; turn++)
    {
        uint i = elementIndex(turn);
        if (i < count)
        {
            float x = load(inputs, i);
            store(inputGradient, i, load(outputGradient, i) * activationSlope(x));
#ifdef ACTIVATED
            store(activated, i, activation(x));
#endif
        }
    }
}
