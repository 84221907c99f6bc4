// output[b, e] = input[b, e] · scaleFloat where a draw is at least the threshold, else 0; the input itself while dropout is off.
// An item is four consecutive elements of a sequence: one draw of Philox.
#include "include/buffers.glsl"
#include "include/items.glsl"
#include "include/philox.glsl"
#include "include/scalars.glsl"

layout(push_constant) uniform PushConstants
{
    inputsType inputs;
    outputsType outputs;
    StepScalars scalars;
    uint sequences;
    uint elementsPerSequence;
    uint threshold;
    float scaleFloat;
    uint site;
};

void main()
{
    uint blocks = (elementsPerSequence + 3) / 4;
    uint sequence = itemIndex() / blocks;
    uint block = itemIndex() % blocks;
    if (sequence >= sequences)
        return;

    bool isEnabled = scalars.dropoutEnabled != 0;
    uvec4 draws = philox(uvec2(scalars.seed, site), uvec4(block, scalars.firstSequence + sequence, scalars.step, 0));
    for (uint word = 0; word < 4; word++)
    {
        uint element = 4 * block + word;
        if (element < elementsPerSequence)
        {
            uint i = sequence * elementsPerSequence + element;
            float kept = draws[word] >= threshold ? load(inputs, i) * scaleFloat : 0.0;
            store(outputs, i, isEnabled ? kept : load(inputs, i));
        }
    }
}
